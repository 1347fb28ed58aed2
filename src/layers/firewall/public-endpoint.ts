import { inResource } from '../../model/address';
import type { Fact } from '../../model/fact';
import { known, readSetting, text, word } from '../../model/fact';
import type { Server } from '../../model/resource';

/** Whether firewall rules have an effect: they only guard the public endpoint. */
export type PublicEndpoint = 'open' | 'closed' | 'integrated';

const access = word('Enabled', 'Disabled');

const paths = {
  flexible: ['properties', 'network', 'publicNetworkAccess'],
  single: ['properties', 'publicNetworkAccess'],
  cluster: ['properties', 'publicNetworkAccess'],
} as const;

const subnetPath = ['properties', 'network', 'delegatedSubnetResourceId'] as const;

/**
 * Reads whether a server has a public endpoint: not where public network access is disabled, nor where a Flexible
 * Server is integrated into a virtual network. Public network access is enabled unless something else is said.
 * https://learn.microsoft.com/azure/postgresql/security/security-firewall-rules
 */
export function readPublicEndpoint({ kind, resource }: Server): Fact<PublicEndpoint> {
  const setting = readSetting(resource, paths[kind], { as: access, absent: { default: 'Enabled' } });
  const closed = known(setting) === 'Disabled';
  if (kind === 'flexible') {
    const subnet = readSetting(resource, subnetPath, { as: text, absent: { default: '' } });
    const { at } = subnet;
    if (known(subnet) !== undefined && known(subnet) !== '') return { kind: 'set', value: 'integrated', at };
    if (subnet.kind === 'unknown' && !closed) {
      return { kind: 'unknown', because: subnet.because, at: inResource(resource.key, ...paths.flexible) };
    }
  }
  if (setting.kind === 'unknown') {
    const oneOf = setting.oneOf?.map((value): PublicEndpoint => (value === 'Disabled' ? 'closed' : 'open'));
    return { kind: 'unknown', because: setting.because, ...(oneOf ? { oneOf } : {}), at: setting.at };
  }
  if (setting.kind === 'notApplicable') return setting;
  return { kind: setting.kind, value: closed ? 'closed' : 'open', at: setting.at };
}
