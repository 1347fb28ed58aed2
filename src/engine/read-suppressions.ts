import type { ResourceAddress } from '../model/address';
import type { Directive } from '../model/directive';
import type { Resource } from '../model/resource';
import type { ReadSuppressions, RuleNames, WrittenAt } from './suppression';
import { suppressionsOf } from './suppression';
import { mayHoldMetadata, metadataSuppressions } from './suppression-metadata';

export interface SuppressionSources {
  readonly names: RuleNames;
  /** The texts of the files that findings may be in. */
  readonly texts: ReadonlyMap<string, string>;
  readonly directivesIn: (file: string, text: string) => readonly Directive[];
  /** What is deployed, with where its settings are written. */
  readonly deployed: readonly {
    readonly resources: () => readonly Resource[];
    readonly locate: (address: ResourceAddress) => WrittenAt | undefined;
  }[];
}

/** Reads everything by which templates ask for silence. */
export function readSuppressions({ names, texts, directivesIn, deployed }: SuppressionSources): ReadSuppressions {
  const written = [...texts].map(([file, text]) => suppressionsOf(directivesIn(file, text), names));
  // Reading the metadata of every resource would compute all of them.
  const metadata = [...texts.values()].some(mayHoldMetadata)
    ? deployed.map(({ resources, locate }) => metadataSuppressions(resources(), names, locate))
    : [];
  const all = [...written, ...metadata];
  return { suppressions: all.flatMap(({ suppressions }) => suppressions), notices: all.flatMap(({ notices }) => notices) };
}
