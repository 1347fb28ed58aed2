import type { Address } from '../../model/address';
import type { Fix } from '../../model/fix';
import type { Context } from '../../model/rule';

/**
 * The first version of the API in which a Flexible Server's public network access can be written; before it is
 * read-only. https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers
 */
const firstWritable = '2023-06-01-preview';

/** The first generally available version in which it can be written. */
const raised = '2024-08-01';

/**
 * The fix that turns public network access off, which cuts off everybody who comes that way. A template of an older
 * API version cannot say it, so that the version is raised as well.
 */
export function closePublicAccess(at: Address, { server, snapshot }: Context): Fix | undefined {
  // Of a HorizonDB cluster it cannot be written.
  if (at.in !== 'resource' || server.kind === 'horizon') return undefined;
  const { key, apiVersion } = server.resource;
  const isOld = snapshot.origin === 'template' && server.kind === 'flexible' && apiVersion !== undefined && apiVersion < firstWritable;
  const change = { kind: 'set', at, value: server.kind === 'cluster' ? false : 'Disabled' } as const;
  if (!isOld) return { title: 'Turn off public access', effect: 'interrupts', changes: [change] };
  const title = `Turn off public access, with API version ${raised}`;
  return { title, effect: 'interrupts', changes: [{ kind: 'raise', resource: key, apiVersion: raised }, change] };
}
