/** A Resource Manager path taken apart. Names keep the case in which they were asked for; the type is in lower case. */
export interface ResourcePath {
  /** The path without the query, decoded. */
  readonly pathname: string;
  /** `tenants`, `subscriptions`, `resourcegroups`, or `namespace/type/…/type`; empty where the path is none of Resource Manager's. */
  readonly type: string;
  /** The names between the types, outermost first. */
  readonly names: readonly string[];
  /** The path ends with a type, not with a name: a list or an action. */
  readonly collection: boolean;
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  /** The path of what an extension extends: everything before its own `providers`. */
  readonly extended?: string;
}

/** Takes a path apart. Keywords are found in any case, as Resource Manager finds them. */
export function parseResourcePath(rawPathname: string): ResourcePath {
  const segments = rawPathname.split('/').filter((segment) => segment !== '').map(decode);
  const pathname = `/${segments.join('/')}`;
  const keyword = (index: number): string => segments[index]?.toLowerCase() ?? '';

  if (keyword(0) === 'tenants' && segments.length === 1) return { pathname, type: 'tenants', names: [], collection: true };
  let at = 0;
  let subscriptionId: string | undefined;
  let resourceGroup: string | undefined;
  if (keyword(at) === 'subscriptions') {
    subscriptionId = segments[at + 1];
    if (subscriptionId === undefined) return { pathname, type: 'subscriptions', names: [], collection: true };
    at += 2;
    if (at === segments.length) return { pathname, type: 'subscriptions', names: [subscriptionId], collection: false, subscriptionId };
    if (keyword(at) === 'resourcegroups') {
      resourceGroup = segments[at + 1];
      if (resourceGroup === undefined) return { pathname, type: 'resourcegroups', names: [], collection: true, subscriptionId };
      at += 2;
      if (at === segments.length) return { pathname, type: 'resourcegroups', names: [resourceGroup], collection: false, subscriptionId, resourceGroup };
    }
  }
  const scope = { ...(subscriptionId !== undefined && { subscriptionId }), ...(resourceGroup !== undefined && { resourceGroup }) };
  const provider = segments[at + 1];
  if (keyword(at) !== 'providers' || provider === undefined) return { pathname, type: '', names: [], collection: false, ...scope };

  const rest = segments.slice(at + 2);
  // The provider of an extension stands where the next type would: …/flexibleServers/a/providers/Microsoft.Insights/….
  const inner = rest.findLastIndex((segment, index) => index % 2 === 0 && segment.toLowerCase() === 'providers');
  const extended = inner < 0 ? {} : { extended: `/${segments.slice(0, at + 2 + inner).join('/')}` };
  const types = [(inner < 0 ? provider : (rest[inner + 1] ?? '')).toLowerCase()];
  const own = inner < 0 ? rest : rest.slice(inner + 2);
  const names: string[] = [];
  own.forEach((segment, index) => (index % 2 === 0 ? types.push(segment.toLowerCase()) : names.push(segment)));
  return { pathname, type: types.join('/'), names, collection: own.length % 2 === 1, ...scope, ...extended };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
