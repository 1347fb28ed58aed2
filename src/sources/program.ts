import type { Address, ResourceAddress } from '../model/address';
import type { Fix } from '../model/fix';
import type { Snapshot } from '../model/snapshot';

/** A region of a text: UTF-16 code units from its start, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A region of a file. `file` is whatever the host calls it: a path, or a URI. */
export interface Location extends Span {
  readonly file: string;
}

/** Gives a source its files. Unsaved editor text takes the place of what is on disk. Never throws. */
export interface Host {
  /** The text of a file, or `undefined` where there is none or it cannot be read. */
  readonly read: (file: string) => string | undefined;
  /** The file that a relative reference in another file means. */
  readonly resolve: (from: string, reference: string) => string;
  /** The names of the files of a folder, or `undefined` where it cannot be listed. */
  readonly list?: (folder: string) => readonly string[] | undefined;
  /**
   * Whether templates may load a file as data: one of the folders that are worked on, wherever links lead. Where a host
   * does not say, what can be read may be loaded.
   */
  readonly mayLoad?: (file: string) => boolean;
}

/** Something in a file that could not be read as intended. */
export interface SourceProblem {
  readonly file: string;
  readonly message: string;
  readonly span?: Span;
}

export interface RelatedLocation {
  readonly location: Location;
  readonly message: string;
}

/** Where an address is in text, and where its value came from if that is another place. */
export interface Located {
  readonly at: Location;
  readonly related: readonly RelatedLocation[];
}

/** Replaces a region of a file by a text; an empty region inserts. */
export interface TextEdit extends Location {
  readonly text: string;
}

/** A fix in text. */
export interface TextFix {
  /** The title of the fix, and where it is carried out if that is not in the resource itself. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** One template that is deployed by itself, with the parameters file that applies to it. */
export interface Entry {
  readonly file: string;
  readonly parameters?: string;
}

/** Templates, read and ready to be judged, located and edited. */
export interface Program {
  readonly entries: readonly Entry[];
  /** Asked after the judging, as that reads the files that stand alone. */
  readonly problems: () => readonly SourceProblem[];
  readonly snapshot: (entry: Entry) => Snapshot;
  /** Finds the text of an address; what nobody has written is found at its closest written ancestor. */
  readonly locate: (entry: Entry, address: Address) => Located | undefined;
  /** Finds the settings that are written at a place, once for each deployment of their resource. */
  readonly addressesAt: (entry: Entry, file: string, offset: number) => readonly { readonly address: ResourceAddress; readonly span: Span }[];
  /** Forgets what was read and evaluated of an entry, to save memory; whoever asks for it again has that done anew. */
  readonly release: (entry: Entry) => void;
  /** Turns a fix into edits, or `undefined` where some part of it has no place in text that can be written. */
  readonly edits: (entry: Entry, fix: Fix) => TextFix | undefined;
}
