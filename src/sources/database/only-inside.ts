import { serverTypes } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import { createSnapshot } from '../../model/snapshot';
import type { Inside } from '../../postgres/inside/inside';
import { withInside } from './with-inside';

/** What was read inside a server that no list has: of the server itself nothing is known, and nothing assumed. */
export function onlyInside(inside: Inside): Snapshot {
  const key = `/hosts/${inside.host.toLowerCase()}`;
  const server = { key, type: serverTypes.flexible, name: inside.host, existing: true, when: true, body: {} } as const;
  return withInside(createSnapshot({ origin: 'live', resources: [server] }), key, inside);
}
