import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Snapshot } from '../../model/snapshot';
import type { FlatSnapshot } from '../../sources/azure/flat-snapshot';

/** Keeps snapshots in little room: servers of one company resemble each other, so the first is the dictionary for all. */
export interface SnapshotPacker {
  readonly pack: (snapshot: Snapshot) => Uint8Array;
  /** @throws where it was packed with another dictionary, or is no snapshot. */
  readonly unpack: (packed: Uint8Array) => Snapshot;
  /** What has to be kept beside what was packed; empty before the first snapshot. */
  readonly dictionary: Uint8Array;
}

export interface SnapshotPackerParts {
  readonly flatten: (snapshot: Snapshot) => FlatSnapshot;
  readonly restore: (flat: FlatSnapshot) => Snapshot;
  /** The dictionary of an earlier window. */
  readonly dictionary?: Uint8Array;
}

/** Deflate looks back no further. */
const furthest = 32 * 1024;

export function createSnapshotPacker({ flatten, restore, dictionary: given }: SnapshotPackerParts): SnapshotPacker {
  let dictionary = given ?? new Uint8Array();
  return {
    pack: (snapshot) => {
      const text = Buffer.from(JSON.stringify(flatten(snapshot)));
      if (dictionary.length === 0) dictionary = new Uint8Array(text.subarray(0, furthest));
      // A copy of its own: a slice would keep the larger buffer that it was cut from.
      return new Uint8Array(deflateRawSync(text, { dictionary }));
    },
    unpack: (packed) => restore(JSON.parse(inflateRawSync(packed, { dictionary }).toString('utf8')) as FlatSnapshot),
    get dictionary() {
      return dictionary;
    },
  };
}
