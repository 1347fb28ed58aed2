import type { Path } from '../model/address';

/** Spells a path as a JSON pointer (RFC 6901); the empty path is the empty pointer. */
export function jsonPointer(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
