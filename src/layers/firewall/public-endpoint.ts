import type { Fact } from '../../model/fact';
import { known, text } from '../../model/fact';
import type { Context } from '../../model/rule';
import { derive, derivePresence, enabledOrDisabled } from '../derived-fact';
import { readServerSetting } from '../server-setting';

/** Whether firewall rules have an effect: they only guard the public endpoint. */
export type PublicEndpoint = 'open' | 'closed' | 'integrated';

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
export function readPublicEndpoint(context: Context): Fact<PublicEndpoint> {
  const { kind } = context.server;
  const access = readServerSetting(context, paths[kind], { as: enabledOrDisabled, absent: { default: true } });
  const endpoint = derive(access, (enabled): PublicEndpoint => (enabled ? 'open' : 'closed'));
  if (kind !== 'flexible') return endpoint;
  const subnet = derivePresence(readServerSetting(context, subnetPath, { as: text, absent: { default: '' } }));
  const integrated = known(subnet);
  if (integrated === true) return { kind: 'set', value: 'integrated', at: subnet.at };
  if (integrated === false || known(endpoint) === 'closed') return endpoint;
  return { kind: 'unknown', because: 'because' in subnet ? subnet.because : '', at: endpoint.at };
}
