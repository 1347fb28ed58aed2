import type { Fact } from '../../model/fact';
import { known } from '../../model/fact';
import type { Subject } from '../../model/rule';
import { derive } from '../derived-fact';
import { readNetworkFacts } from '../network/facts';

/** Whether firewall rules have an effect: they only guard the public endpoint. */
export type PublicEndpoint = 'open' | 'closed' | 'integrated';

/**
 * Reads whether a server has a public endpoint: not where public network access is disabled, nor where a Flexible
 * Server is integrated into a virtual network. A cluster has one as long as its coordinator or its workers do.
 * https://learn.microsoft.com/azure/postgresql/security/security-firewall-rules
 */
export function readPublicEndpoint(subject: Subject): Fact<PublicEndpoint> {
  const { publicAccess, integrated, workers } = readNetworkFacts(subject);
  if (known(integrated) === true) return derive(integrated, () => 'integrated');
  const endpoint = derive(publicAccess, (on): PublicEndpoint => (on ? 'open' : 'closed'));
  // The firewall guards the worker nodes of a cluster too, where these have public addresses.
  if (known(endpoint) === 'closed' && workers.kind !== 'notApplicable' && known(workers) !== false) {
    return derive(workers, (on): PublicEndpoint => (on ? 'open' : 'closed'));
  }
  if (integrated.kind !== 'unknown' || known(endpoint) === 'closed') return endpoint;
  return { kind: 'unknown', because: integrated.because, at: endpoint.at };
}
