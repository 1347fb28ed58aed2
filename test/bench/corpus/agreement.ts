import { relative } from 'node:path';
import { readArmTemplate } from '../../../src/sources/arm-template/read';
import { readBicep } from '../../../src/sources/bicep/read';
import type { Template } from '../../../src/sources/template/template';
import type { Json, ListedResource } from './compiled-list';
import { compiledList, deploymentType, isObject, isSymbolic } from './compiled-list';
import type { CorpusFiles } from './corpus-files';
import { diskHost, textOf } from './corpus-files';

/** How far our two readings and the compiler's own list name the same resources. */
export interface Agreement {
  templates: number;
  agreeing: number;
  resources: number;
  readonly mismatches: string[];
}

/** Modules nested deeper are not compared. */
const deepest = 8;

/** Compares what a Bicep file and the JSON that was made of it deploy, as we read them, with the list in that JSON. */
export function compareLists({ compiled }: CorpusFiles, folder: string): Agreement {
  const result: Agreement = { templates: 0, agreeing: 0, resources: 0, mismatches: [] };
  for (const { bicep, json } of compiled) {
    const [source, made] = [textOf(bicep), textOf(json)];
    const arm = made === undefined ? undefined : readArmTemplate(json, made);
    const raw: unknown = made === undefined ? undefined : (JSON.parse(made) as unknown);
    if (source === undefined || arm === undefined || !isObject(raw)) continue;
    compareTemplates({ bicep: readBicep(bicep, source), arm, raw }, relative(folder, json), result, 0);
  }
  return result;
}

interface Compared {
  readonly bicep: Template;
  readonly arm: Template;
  readonly raw: Json;
}

function compareTemplates({ bicep, arm, raw }: Compared, name: string, result: Agreement, depth: number): void {
  const list = compiledList(raw);
  const differences = [...bicepDifferences(bicep, list, isSymbolic(raw)), ...armDifferences(arm, list)];
  result.templates += 1;
  result.resources += list.length;
  if (differences.length === 0) result.agreeing += 1;
  for (const difference of differences) result.mismatches.push(`${name}: ${difference}`);
  if (depth >= deepest) return;
  for (const { symbol, template, inner } of list) {
    const module = bicep.modules.find((one) => one.symbol === symbol);
    const read = arm.modules.find((one) => one.symbol === symbol)?.template;
    if (template === undefined || !inner || read === undefined || module?.reference?.endsWith('.bicep') !== true) continue;
    const file = diskHost.resolve(bicep.file, module.reference);
    const text = diskHost.read(file);
    if (text !== undefined) compareTemplates({ bicep: readBicep(file, text), arm: read, raw: template }, `${name} > ${symbol ?? '?'}`, result, depth + 1);
  }
}

/** Without symbolic names only the numbers of each type and version can be compared. */
function bicepDifferences({ resources, modules }: Template, list: readonly ListedResource[], symbolic: boolean): string[] {
  const key = (symbol: string | undefined, type: string, apiVersion: string, existing: boolean): string => {
    // The compiler chooses the version of the deployments that modules become.
    const what = type === deploymentType ? type : `${existing ? 'existing ' : ''}${type}@${apiVersion}`;
    return symbolic ? `${symbol ?? '?'} ${what}` : what;
  };
  const ours = [
    ...resources
      .filter(({ existing }) => symbolic || !existing)
      .map(({ symbol, type, apiVersion, existing }) => key(symbol, type?.toLowerCase() ?? '?', apiVersion ?? '?', existing)),
    ...modules.map(({ symbol }) => key(symbol, deploymentType, '', false)),
  ];
  const theirs = list.map(({ symbol, type, apiVersion, existing }) => key(symbol, type, apiVersion, existing));
  return [...without(theirs, ours).map((one) => `Bicep: we miss ${one}`), ...without(ours, theirs).map((one) => `Bicep: only we have ${one}`)];
}

/** A deployment whose template shares the names around it is read as what that template deploys. */
function armDifferences({ resources, modules }: Template, list: readonly ListedResource[]): string[] {
  const symbols = list.map(({ symbol }, index) => symbol ?? `resources/${index}`);
  const known = new Set(symbols);
  const key = (symbol: string, type: string, apiVersion: string, existing: boolean): string => `${symbol} ${existing ? 'existing ' : ''}${type}@${apiVersion}`;
  const ours = [
    ...resources
      .filter(({ symbol }) => known.has(symbol))
      .map(({ symbol, type, apiVersion, existing }) => key(symbol, type?.toLowerCase() ?? '?', apiVersion ?? '?', existing)),
    ...modules.filter(({ symbol }) => known.has(symbol)).map(({ symbol }) => `${symbol} module`),
  ];
  const theirs = list.flatMap(({ type, apiVersion, existing, template, inner }, index) => {
    const symbol = symbols[index] ?? '';
    if (type !== deploymentType) return [key(symbol, type, apiVersion, existing)];
    return template === undefined || inner ? [`${symbol} module`] : [];
  });
  return [...without(theirs, ours).map((one) => `JSON: we miss ${one}`), ...without(ours, theirs).map((one) => `JSON: only we have ${one}`)];
}

/** What is in a list more often than in the other one. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const key of other) counts.set(key, (counts.get(key) ?? 0) + 1);
  return list.filter((key) => {
    const count = counts.get(key) ?? 0;
    counts.set(key, count - 1);
    return count <= 0;
  });
}
