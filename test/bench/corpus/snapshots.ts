import { relative } from 'node:path';
import type { Resource } from '../../../src/model/resource';
import type { Value, ValueObject } from '../../../src/model/value';
import { isList, isObject, isUnknown } from '../../../src/model/value';
import { openProgram } from '../../../src/sources/template/open-program';
import type { CorpusFiles } from './corpus-files';
import { diskHost, textOf } from './corpus-files';

export interface SnapshotAgreement {
  templates: number;
  agreeing: number;
  /** Those that differ only by what modules of registries deploy: their templates are in the JSON, and not at hand for Bicep. */
  butForRegistries: number;
  resources: number;
  readonly mismatches: string[];
}

/** Compares what is evaluated of both languages. @param types which resources are compared. */
export function compareSnapshots({ compiled }: CorpusFiles, folder: string, types: RegExp): SnapshotAgreement {
  const result: SnapshotAgreement = { templates: 0, agreeing: 0, butForRegistries: 0, resources: 0, mismatches: [] };
  for (const { bicep, json } of compiled) {
    if (!types.test(textOf(json)?.toLowerCase() ?? '')) continue;
    const [ours, theirs] = [resourcesOf(bicep, types), resourcesOf(json, types)];
    if (theirs.length === 0) continue;
    const differences = differencesOf(ours, theirs);
    result.templates += 1;
    result.resources += theirs.length;
    if (differences.length === 0) result.agreeing += 1;
    else if (callsRegistries(bicep) && differences.every((one) => one.startsWith('only in JSON: '))) {
      result.butForRegistries += 1;
      continue;
    }
    for (const difference of differences) result.mismatches.push(`${relative(folder, json)}: ${difference}`);
  }
  return result;
}

/** Whether a file or one of its local modules calls a module of a registry. */
function callsRegistries(file: string, seen = new Set<string>()): boolean {
  const text = seen.has(file) ? undefined : textOf(file);
  seen.add(file);
  if (text === undefined) return false;
  const calls = [...text.matchAll(/^\s*module\s+\w+\s+'([^']*)'/gm)].map(([, reference = '']) => reference);
  return calls.some((reference) => /^(?:br|ts)[:/]/.test(reference) || callsRegistries(diskHost.resolve(file, reference), seen));
}

function resourcesOf(file: string, types: RegExp): readonly Resource[] {
  const program = openProgram({ files: [file], host: diskHost });
  return program.entries
    .flatMap((entry) => program.snapshot(entry).resources)
    .filter(({ type, existing, body }) => types.test(type.toLowerCase()) && !existing && !isExtended(body));
}

/** Resources of extensions other than Azure's are compiled into another shape than they are written in. */
function isExtended(body: ValueObject): boolean {
  return [body['import'], body['extension']].some((name) => name !== undefined && name !== 'az');
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
const repeated: ReadonlySet<string> = new Set(['/name', '/type', '/apiVersion', '/extension', '/metadata/description']);

function* flatten(path: string, value: Value): Iterable<[string, string]> {
  if (isObject(value)) for (const key in value) yield* flatten(`${path}/${key}`, value[key] ?? null);
  else if (isList(value)) for (const [index, item] of value.entries()) yield* flatten(`${path}/${index}`, item);
  else if (value !== null && !repeated.has(path)) yield [path, show(value)];
}

/** Both languages give their own reasons for what is unknown, and the compiler sorts what is allowed. */
function show(value: Value | true): string {
  if (isUnknown(value)) return value.oneOf === undefined ? 'unknown' : `unknown of ${value.oneOf.map(show).sort().join(' ')}`;
  if (isList(value)) return `[${value.map(show).join(',')}]`;
  if (isObject(value)) return `{${Object.keys(value).sort().map((key) => `${key}:${show(value[key] ?? null)}`).join(',')}}`;
  return JSON.stringify(value);
}
