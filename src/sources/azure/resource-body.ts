import type { Resource } from '../../model/resource';
import { serverTypes } from '../../model/resource';
import type { JsonObject } from '../../model/value';
import { textAt } from './json';
import type { ServerId } from './server-id';

/** Resource Manager's record of who wrote a resource last; it changes with every write and judges nothing. */
function withoutSystemData(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'systemData'));
}

/** Makes the resource of a server out of what Resource Manager answers for it. */
export function serverResource(server: ServerId, body: JsonObject): Resource {
  return {
    key: server.id.toLowerCase(),
    type: serverTypes[server.kind],
    name: textAt(body, 'name') || server.name,
    existing: false,
    when: true,
    body: withoutSystemData(body),
  };
}

/** Makes the resource of a server's child. @param segment the last part of its type, as Resource Manager spells it. */
export function childResource(server: ServerId, segment: string, body: JsonObject): Resource {
  // Some answers leave out name and type, but never the id.
  const id = textAt(body, 'id');
  const name = textAt(body, 'name') || (id.split('/').at(-1) ?? '');
  return {
    // What stands below a pool has the pool in its id.
    key: (segment.includes('/') ? id : `${server.id}/${segment}/${name}`).toLowerCase(),
    type: `${serverTypes[server.kind]}/${segment}`,
    name,
    parent: server.id.toLowerCase(),
    existing: false,
    when: true,
    body: withoutSystemData(body),
  };
}
