import type { Address } from '../model/address';
import type { Entry, Program, RelatedLocation } from './program';

const isSame = (one: RelatedLocation, other: RelatedLocation): boolean =>
  one.location.file === other.location.file && one.location.start === other.location.start && one.location.end === other.location.end;

/** Where the value of another setting of a finding comes from, but for what is shown of the finding itself already. */
export function furtherOrigins(program: Program, entry: Entry, at: Address, shown: readonly RelatedLocation[]): readonly RelatedLocation[] {
  if (at.in !== 'resource' || at.path.length === 0) return [];
  return program.locate(entry, at)?.related.filter((one) => !shown.some((other) => isSame(one, other))) ?? [];
}
