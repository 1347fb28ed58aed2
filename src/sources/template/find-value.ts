import type { Path } from '../../model/address';
import type { Evaluated, Lazy } from './content';
import { memberOf } from './content';
import type { ResourceInstance } from './instance';

/** What there is of a resource on the way to a setting. */
export interface FoundValue {
  /** The values on the way, from the resource's body to the setting or to the last that is there. */
  readonly values: readonly Evaluated[];
  /** The setting itself, or the last one that is there, as a property of its object. */
  readonly last: Lazy;
  /** The properties on the way; the first is that of the body's object. */
  readonly members: readonly Lazy[];
  /** What is not there. */
  readonly rest: Path;
}

/** Follows a path through a resource's body as far as it goes. */
export function findValue({ body }: ResourceInstance, path: Path): FoundValue {
  const values = [body.force()];
  const members: Lazy[] = [];
  let last = body;
  for (const [index, key] of path.entries()) {
    const content = values.at(-1)?.content;
    const next =
      content?.kind === 'object' ? memberOf(content, String(key))
      : content?.kind === 'list' && typeof key === 'number' ? content.items[key]
      : undefined;
    if (next === undefined) return { values, last, members, rest: path.slice(index) };
    last = next;
    members.push(next);
    values.push(next.force());
  }
  return { values, last, members, rest: [] };
}
