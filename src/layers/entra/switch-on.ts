import type { Fix } from '../../model/fix';
import type { Server } from '../../model/resource';
import { inResource } from '../../model/address';
import { entraPathOf } from './facts';

/**
 * Switches Microsoft Entra authentication on, which restarts the server.
 * https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts
 */
export function switchEntraOn(server: Server): Fix {
  return {
    title: 'Switch Microsoft Entra authentication on',
    changes: [{ kind: 'set', at: inResource(server.resource.key, ...entraPathOf(server)), value: 'Enabled' }],
    effect: 'restart',
  };
}
