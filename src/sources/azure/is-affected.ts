import type { ResourceKey } from '../../model/address';

/** Providers whose resources extend others: what stands above a server holds for it too. */
const extending = ['microsoft.authorization', 'microsoft.insights', 'microsoft.security', 'microsoft.resources'];

const isWithin = (id: string, place: string): boolean => id === place || id.startsWith(`${place}/`);

/** The place that an extension extends, where an id is that of one. */
function extended(id: string): string | undefined {
  const at = id.lastIndexOf('/providers/');
  if (at < 0) return undefined;
  const [provider = ''] = id.slice(at + '/providers/'.length).split('/');
  return extending.includes(provider) ? id.slice(0, at) : undefined;
}

/**
 * Says whether a change of a resource may change what is known of a server: of itself, of something of it, of what it
 * depends on, or of what holds for everything around it.
 * @param changed the id of what was changed, in lower case.
 * @param server the server's key.
 * @param dependencies the keys of what was read beside the server.
 */
export function isAffected(changed: string, server: ResourceKey, dependencies: readonly ResourceKey[]): boolean {
  if (isWithin(changed, server) || isWithin(server, changed)) return true;
  const place = extended(changed);
  if (place !== undefined && isWithin(server, place)) return true;
  return dependencies.some((key) => isWithin(changed, key) || isWithin(key, changed));
}
