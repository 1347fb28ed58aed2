import type { Fix } from '../../model/fix';
import type { Subject } from '../../model/rule';
import { inResource } from '../../model/address';
import { raisedFor } from '../cluster-versions';
import { entraPathOf } from './facts';

/**
 * Switches Microsoft Entra authentication on, which restarts the server.
 * https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts
 */
export function switchEntraOn(subject: Subject): Fix {
  const { server } = subject;
  return {
    title: 'Switch Microsoft Entra authentication on',
    changes: [...raisedFor(subject), { kind: 'set', at: inResource(server.resource.key, ...entraPathOf(server)), value: server.kind === 'cluster' ? 'enabled' : 'Enabled' }],
    effect: 'restart',
  };
}
