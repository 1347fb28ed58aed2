import type { Address, Path } from '../model/address';
import { inResource } from '../model/address';
import type { FactLine } from '../model/layer';
import type { Resource } from '../model/resource';
import { settingOf } from '../model/resource';
import type { Subject } from '../model/rule';
import type { Snapshot } from '../model/snapshot';
import { isUnknown, type Unknown, type Value } from '../model/value';

/** What extends a server or surrounds it, such as its locks. */
export interface Around {
  /** The full type, as in the need that has it read. */
  readonly type: string;
  readonly title: string;
  /** What a line says where there are none. */
  readonly none: string;
  readonly words: (resource: Resource) => string;
  /** Which of them are shown; without it, all are. */
  readonly isShown?: (resource: Resource) => boolean;
}

/** A line that only a live server has. What a template does not deploy is deployed elsewhere, so it is not asked. */
export function liveLine(title: string, text: string | Unknown, at: Address): FactLine {
  if (isUnknown(text)) return { title, text: `unknown: ${text.because}`, state: 'unknown', at, onlyLive: true };
  return { title, text, state: 'set', at, onlyLive: true };
}

/** Shows in one line what is around a live server, or why that is not known. */
export function aroundLine({ server, snapshot }: Subject, { type, title, none, words, isShown = () => true }: Around): readonly FactLine[] {
  if (snapshot.origin !== 'live') return [];
  const { key } = server.resource;
  const { items, complete } = snapshot.children(key, type);
  if (complete !== true) return [liveLine(title, complete, inResource(key))];
  const shown = items.filter(isShown);
  return [liveLine(title, shown.length === 0 ? none : shown.map(words).join('; '), inResource(shown[0]?.key ?? key))];
}

/** Says why a resource that a setting of a live server names was not read, as part of a sentence. */
export function whyMissing({ problems }: Snapshot, id: Value | undefined, otherwise: string): string {
  const key = typeof id === 'string' ? id.toLowerCase() : undefined;
  return (key === undefined ? undefined : problems.find((problem) => problem.key === key)?.because) ?? otherwise;
}

/** A text that a live resource sets; empty where it sets none. */
export function textAt(resource: Resource, path: Path): string {
  const value = settingOf(resource, path);
  return typeof value === 'string' ? value : '';
}

/** The name at the end of an id. */
export const lastName = (id: string): string => id.split('/').at(-1) ?? id;
