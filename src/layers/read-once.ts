import type { Server } from '../model/resource';
import type { Subject } from '../model/rule';
import type { Snapshot } from '../model/snapshot';

/**
 * Reads facts of a server once: rules and other layers ask for them again and again. A snapshot never changes, so that
 * what was read of it holds as long as it is looked at.
 */
export function readOnce<Facts>(read: (subject: Subject) => Facts): (subject: Subject) => Facts {
  const known = new WeakMap<Server, { readonly snapshot: Snapshot; readonly facts: Facts }>();
  return (subject) => {
    const { server, snapshot } = subject;
    const before = known.get(server);
    if (before?.snapshot === snapshot) return before.facts;
    const facts = read(subject);
    known.set(server, { snapshot, facts });
    return facts;
  };
}
