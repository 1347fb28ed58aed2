import type { Address } from '../../model/address';
import type { Fix } from '../../model/fix';
import type { Context } from '../../model/rule';

/** The first version of the API in which a Flexible Server's public network access can be written. */
const firstWritable = '2023-06-01-preview';

/**
 * The fix that turns public network access off, which cuts off everybody who comes that way. A template of an older
 * API version cannot say it: there the property is read-only.
 */
export function closePublicAccess(at: Address, { server, snapshot }: Context): Fix | undefined {
  const { apiVersion } = server.resource;
  const old = server.kind === 'flexible' && apiVersion !== undefined && apiVersion < firstWritable;
  if (at.in !== 'resource' || (snapshot.origin === 'template' && old)) return undefined;
  const value = server.kind === 'cluster' ? false : 'Disabled';
  return { title: 'Turn off public access', effect: 'interrupts', changes: [{ kind: 'set', at, value }] };
}
