import type { Snapshot } from '../../model/snapshot';
import type { Entry } from '../program';
import type { Collection } from './collect';
import { collect } from './collect';
import { Deployment } from './deployment';
import { Evaluation } from './evaluation';
import type { ResourceInstance } from './instance';
import type { Stranger } from './kinship';
import { Families } from './kinship';
import type { Library } from './library';
import { ParametersScope } from './parameters-scope';
import { home } from './place';
import { References } from './references';
import { toSnapshot } from './to-snapshot';
import { Values } from './to-value';
import { createSnapshot } from '../../model/snapshot';

/** An entry, evaluated: what the layers see, and what its keys stand for in text. */
export interface OpenEntry {
  readonly snapshot: Snapshot;
  readonly collection: Collection;
  readonly resource: (key: string) => ResourceInstance | undefined;
  readonly stranger: (key: string) => Stranger | undefined;
}

const nothing: OpenEntry = {
  snapshot: createSnapshot({ origin: 'template', resources: [] }),
  collection: { deployed: [], resources: [], unread: [], loops: new Set() },
  resource: () => undefined,
  stranger: () => undefined,
};

/** Parameters files that extend each other in longer chains are not followed. */
const maxBases = 8;

function parametersIn(name: string, library: Library, evaluation: Evaluation, depth = 0): ParametersScope | undefined {
  const file = depth > maxBases ? undefined : library.parametersFile(name);
  if (file === undefined) return undefined;
  const base = file.extends === undefined ? undefined : parametersIn(library.resolve(name, file.extends), library, evaluation, depth + 1);
  return new ParametersScope(file, evaluation, library, base);
}

/** Evaluates an entry. One whose template cannot be read deploys nothing. */
export function openEntry(entry: Entry, library: Library): OpenEntry {
  const template = library.template(entry.file);
  if (template === undefined) return nothing;
  const evaluation = new Evaluation();
  const given = entry.parameters === undefined ? undefined : parametersIn(entry.parameters, library, evaluation);
  const root = new Deployment(template, evaluation, library, {
    given: (name) => given?.parameter(name),
    conditions: [],
    place: home(evaluation),
    path: '',
    files: [entry.file],
  });
  const collection = collect(root);
  const families = new Families(collection);
  const resources = new Map(families.members.map((instance) => [instance.key, instance]));
  const strangers = new Map(families.strangers.map((stranger) => [stranger.key, stranger]));
  return {
    snapshot: toSnapshot(collection, families, new Values(evaluation, new References(collection, families))),
    collection,
    resource: (key) => resources.get(key),
    stranger: (key) => strangers.get(key),
  };
}
