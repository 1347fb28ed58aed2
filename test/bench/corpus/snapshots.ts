import { relative } from 'node:path';
import type { Resource } from '../../../src/model/resource';
import type { Value } from '../../../src/model/value';
import { isList, isObject, isUnknown } from '../../../src/model/value';
import { openProgram } from '../../../src/sources/template/open-program';
import type { CorpusFiles } from './corpus-files';
import { diskHost, textOf } from './corpus-files';

export interface SnapshotAgreement {
  templates: number;
  agreeing: number;
  resources: number;
  readonly mismatches: string[];
}

/** Compares what is evaluated of both languages. @param types which resources are compared. */
export function compareSnapshots({ compiled }: CorpusFiles, folder: string, types: RegExp): SnapshotAgreement {
  const result: SnapshotAgreement = { templates: 0, agreeing: 0, resources: 0, mismatches: [] };
  for (const { bicep, json } of compiled) {
    if (!types.test(textOf(json)?.toLowerCase() ?? '')) continue;
    const [ours, theirs] = [resourcesOf(bicep, types), resourcesOf(json, types)];
    if (theirs.length === 0) continue;
    const differences = differencesOf(ours, theirs);
    result.templates += 1;
    result.resources += theirs.length;
    if (differences.length === 0) result.agreeing += 1;
    for (const difference of differences) result.mismatches.push(`${relative(folder, json)}: ${difference}`);
  }
  return result;
}

function resourcesOf(file: string, types: RegExp): readonly Resource[] {
  const program = openProgram({ files: [file], host: diskHost });
  return program.entries
    .flatMap((entry) => program.snapshot(entry).resources)
    .filter(({ type, existing }) => types.test(type.toLowerCase()) && !existing);
}

function differencesOf(ours: readonly Resource[], theirs: readonly Resource[]): string[] {
  const [a, b] = [ours, theirs].map((resources) => resources.map((resource) => ({ resource, lines: linesOf(resource) })));
  const differences: string[] = [];
  const left = [...(a ?? [])];
  for (const { resource, lines } of b ?? []) {
    const closest = left.filter((other) => other.resource.type.toLowerCase() === resource.type.toLowerCase())
      .map((other) => ({ other, different: differentLines(other.lines, lines) }))
      .sort((one, two) => one.different.length - two.different.length)[0];
    if (closest === undefined) differences.push(`only in JSON: ${resource.type} ${show(resource.name)}`);
    else {
      left.splice(left.indexOf(closest.other), 1);
      differences.push(...closest.different.map((difference) => `${resource.type} ${difference}`));
    }
  }
  return [...differences, ...left.map(({ resource }) => `only in Bicep: ${resource.type} ${show(resource.name)}`)];
}

function linesOf({ name, when, body }: Resource): ReadonlyMap<string, string> {
  return new Map([['name', show(name)], ['when', show(when)], ...flatten('', body)]);
}

function differentLines(ours: ReadonlyMap<string, string>, theirs: ReadonlyMap<string, string>): string[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((key) => ours.get(key) !== theirs.get(key))
    .map((key) => `${key}: Bicep ${ours.get(key) ?? 'absent'}, JSON ${theirs.get(key) ?? 'absent'}`);
}

/** What both languages say beside the body. */
const repeated: ReadonlySet<string> = new Set(['/name', '/type', '/apiVersion']);

function* flatten(path: string, value: Value): Iterable<[string, string]> {
  if (isObject(value)) for (const key in value) yield* flatten(`${path}/${key}`, value[key] ?? null);
  else if (isList(value)) for (const [index, item] of value.entries()) yield* flatten(`${path}/${index}`, item);
  else if (value !== null && !repeated.has(path)) yield [path, show(value)];
}

function show(value: Value | true): string {
  if (!isUnknown(value)) return JSON.stringify(value);
  return value.oneOf === undefined ? 'unknown' : `unknown of ${value.oneOf.map(show).join(' ')}`;
}
