import { inResource } from '../../model/address';
import type { Fact } from '../../model/fact';
import { readSetting } from '../../model/fact';
import { settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { enabledOrDisabled, trueOrFalse } from '../derived-fact';
import { hasSeparateParts } from '../horizon-versions';
import { readPrivateLinkFacts } from '../private-link/facts';
import { readOnce } from '../read-once';
import { readServerSetting } from '../server-setting';
import { readVirtualNetworkFacts } from '../virtual-network/facts';

export interface NetworkFacts {
  /** Whether public network access is on, apart from whether there is a public endpoint at all. */
  readonly publicAccess: Fact<boolean>;
  /** Whether the server lives in a virtual network, where it has no public endpoint. */
  readonly integrated: Fact<boolean>;
  /** How many approved private endpoints lead to the server. */
  readonly privateEndpoints: Fact<number>;
  /** Whether the worker nodes of a cluster have public addresses. */
  readonly workers: Fact<boolean>;
}

/**
 * A HorizonDB cluster has a public endpoint, whose firewall lets nobody in by itself. Azure tells of it as
 * publicNetworkAccess, which no template can set; those of the newer version of the API can set publicAccess.
 * https://learn.microsoft.com/azure/horizondb/network/concepts-network-public
 * https://learn.microsoft.com/azure/templates/microsoft.horizondb/clusters
 */
function readHorizon(subject: Subject): Fact<boolean> {
  const { server: { resource }, snapshot } = subject;
  const newer = ['properties', 'network', 'publicAccess'];
  if (hasSeparateParts(subject) && settingOf(resource, newer) !== undefined) {
    return readSetting(resource, newer, { as: enabledOrDisabled, absent: { default: true } });
  }
  const path = ['properties', 'network', 'publicNetworkAccess'];
  const fact = readSetting(resource, path, { as: enabledOrDisabled, absent: { default: true } });
  const isWritten = snapshot.origin === 'template' && fact.kind === 'set';
  return isWritten ? { kind: 'unknown', because: 'the service takes the property from no template', at: fact.at } : fact;
}

function readPublicAccess(subject: Subject): Fact<boolean> {
  switch (subject.server.kind) {
    case 'flexible':
      return readServerSetting(subject, ['properties', 'network', 'publicNetworkAccess'], {
        as: enabledOrDisabled,
        absent: { default: true },
      });
    case 'single':
      return readServerSetting(subject, ['properties', 'publicNetworkAccess'], {
        as: enabledOrDisabled,
        absent: { default: true },
      });
    case 'cluster':
      return readServerSetting(subject, ['properties', 'coordinatorEnablePublicIpAccess'], {
        as: trueOrFalse,
        absent: { unknown: 'the service documents no default for it' },
      });
    case 'horizon':
      return readHorizon(subject);
  }
}

function readFacts(subject: Subject): NetworkFacts {
  const { kind, resource } = subject.server;
  const workers: Fact<boolean> =
    kind === 'cluster'
      ? readServerSetting(subject, ['properties', 'nodeEnablePublicIpAccess'], { as: trueOrFalse, absent: { default: false } })
      : { kind: 'notApplicable', because: 'Only a cluster has worker nodes.', at: inResource(resource.key) };
  return {
    publicAccess: readPublicAccess(subject),
    integrated: readVirtualNetworkFacts(subject).integrated,
    privateEndpoints: readPrivateLinkFacts(subject).approved,
    workers,
  };
}

/**
 * Reads who can reach a server at all. Public network access is on unless it is set to Disabled, and means nothing for
 * a server in a virtual network: https://learn.microsoft.com/azure/postgresql/security/security-overview
 */
export const readNetworkFacts = readOnce(readFacts);
