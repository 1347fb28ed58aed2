import type { Fix } from '../../model/fix';
import type { Subject } from '../../model/rule';
import type { Address } from '../../model/address';
import { inResource } from '../../model/address';
import { raisedFor } from '../cluster-versions';
import { entraPathOf } from './facts';

/**
 * Switches Microsoft Entra authentication on, which restarts the server.
 * https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts
 */
export function switchEntraOn(subject: Subject, at: Address): Fix {
  const { server } = subject;
  // A way to sign in may be a resource of its own, where it is switched.
  const own = at.in === 'resource' && at.key !== server.resource.key ? at : undefined;
  return {
    title: 'Switch Microsoft Entra authentication on',
    changes: [...raisedFor(subject), { kind: 'set', at: own ?? inResource(server.resource.key, ...entraPathOf(server)), value: server.kind === 'cluster' ? 'enabled' : 'Enabled' }],
    effect: 'restart',
  };
}
