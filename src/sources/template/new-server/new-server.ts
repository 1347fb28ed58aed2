import type { Json } from '../../../model/value';
import { parseDocument } from '../../arm-template/document';
import { insertItem } from '../../arm-template/edit-list';
import { memberOf, membersOf, type Node, nodeAt } from '../../arm-template/json-node';
import { layoutOf, printMember, type Layout } from '../../arm-template/layout';
import { layoutAt } from '../../bicep/layout';
import { parseBicep } from '../../bicep/parser';
import type { TextEdit } from '../../program';
import { orderEdits } from '../text-edits';
import { secureServer, type Network } from './secure-server';
import { writeBicepServer } from './write-bicep';
import { writeJsonServer } from './write-json';

export const newServerLanguages = ['bicep', 'json'] as const;

export interface NewServerOptions {
  readonly language: (typeof newServerLanguages)[number];
  readonly network: Network;
}

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** Writes a whole file with a Flexible Server that the rules have nothing against. */
export function newServer({ language, network }: NewServerOptions): string {
  const server = secureServer(network, (wanted) => wanted);
  if (language === 'bicep') return writeBicepServer(server, () => false);
  const { parameters, variables, resources, outputs } = writeJsonServer(server, false);
  const template = { $schema: schema, contentVersion: '1.0.0.0', parameters, variables, resources: resources.map(({ body }) => body), outputs };
  return `${JSON.stringify(template, undefined, 2)}\n`;
}

/** Gives names that are not among the taken ones, the same name for the same wish. */
function freeNames(isTaken: (name: string) => boolean, shared: ReadonlySet<string>): (wanted: string) => string {
  const given = new Map<string, string>();
  return (wanted) => {
    const before = given.get(wanted);
    if (before !== undefined) return before;
    let name = wanted;
    for (let number = 2; isTaken(name) && !shared.has(name); number++) name = `${wanted}${number}`;
    given.set(wanted, name);
    return name;
  };
}

function insertBicep(file: string, text: string, network: Network): TextEdit[] {
  const { statements } = parseBicep(text).program;
  const parameters = new Set(statements.flatMap((statement) => (statement.kind === 'parameter' ? [statement.name.text] : [])));
  const has = ({ name, shared }: { readonly name: string; readonly shared?: true }): boolean => shared === true && parameters.has(name);
  const shared = new Set(parameters.has('location') ? ['location'] : []);
  const written = writeBicepServer(secureServer(network, freeNames((name) => new RegExp(`\\b${name}\\b`).test(text), shared)), has);
  const { newline } = layoutAt(text, text.length);
  const before = text.trim() === '' ? '' : text.endsWith('\n') ? newline : newline + newline;
  return [{ file, start: text.length, end: text.length, text: before + written.replaceAll('\n', newline) }];
}

/** Writes JSON as it is: expressions in it are meant. */
function print(value: Json, { newline, unit }: Layout, indent: string | undefined): string {
  if (newline === undefined) return JSON.stringify(value);
  return JSON.stringify(value, undefined, unit).replaceAll('\n', newline + (indent ?? ''));
}

function insertJson(file: string, text: string, network: Network): readonly TextEdit[] | undefined {
  const { root } = parseDocument(file, text);
  const resources = nodeAt(root, 'resources');
  if (root === undefined || resources === undefined) return undefined;
  const layout = layoutOf(text, root);
  const symbolic = resources.type === 'object';
  const taken = new Set(['parameters', 'variables', 'outputs', 'resources'].flatMap((name) => membersOf(nodeAt(root, name)).map((member) => member.name.toLowerCase())));
  const parameters = new Set(membersOf(nodeAt(root, 'parameters')).map(({ name }) => name));
  const shared = new Set(parameters.has('location') ? ['location'] : []);
  const server = writeJsonServer(secureServer(network, freeNames((name) => taken.has(name.toLowerCase()), shared)), symbolic);
  const members = (entries: readonly (readonly [string, Json])[], indent: string | undefined): string =>
    entries.map(([key, value]) => printMember(key, print(value, layout, indent), layout)).join(`,${layout.newline ?? ''}${indent ?? ''}`);
  const into = (list: Node, written: (indent: string | undefined) => string): TextEdit[] | undefined =>
    insertItem(text, list, layout, written)?.map((edit) => ({ file, ...edit }));
  const section = (name: string, added: { readonly [key: string]: Json }): TextEdit[] | undefined => {
    const entries = Object.entries(added).filter(([key]) => !(shared.has(key) && name === 'parameters'));
    const member = memberOf(root, name);
    if (member === undefined) return into(root, (indent) => members([[name, Object.fromEntries(entries)]], indent));
    return member.value?.type === 'object' ? into(member.value, (indent) => members(entries, indent)) : undefined;
  };
  const added = into(resources, (indent) =>
    symbolic
      ? members(server.resources.map(({ symbol, body }) => [symbol, body] as const), indent)
      : server.resources.map(({ body }) => print(body, layout, indent)).join(`,${layout.newline ?? ''}${indent ?? ''}`),
  );
  const edits = [section('parameters', server.parameters), section('variables', server.variables), added, section('outputs', server.outputs)];
  return edits.includes(undefined) ? undefined : orderEdits(edits.flatMap((one) => one ?? []));
}

/** The edits that put a server into a template, or nothing where the text is none that can be written into. */
export function insertServer(file: string, text: string, { language, network }: NewServerOptions): readonly TextEdit[] | undefined {
  return language === 'bicep' ? insertBicep(file, text, network) : insertJson(file, text, network);
}
