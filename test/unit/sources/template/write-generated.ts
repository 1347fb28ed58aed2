import { serverTypes } from '../../../../src/model/resource';
import type { Json } from '../../../../src/model/value';
import type { Child, GeneratedServer, Setting, Way } from './generated-server';
import type { Files } from './open';

/** A comment that no fix may touch. */
const keep = (number: number): string => `// keep ${number}`;

export const marks = (text: string): readonly string[] => text.match(/\/\/ keep \d+/g) ?? [];

/** What is declared for values that are not written where they are used. */
interface Declared {
  readonly name: string;
  readonly way: Way;
  readonly value: Json;
}

type Tree = { readonly [key: string]: Tree } | { readonly leaf: Json; readonly declared?: Declared };

const isLeaf = (tree: Tree): tree is { readonly leaf: Json; readonly declared?: Declared } => 'leaf' in tree;

class Writer {
  readonly declared: Declared[] = [];
  private count = 0;

  constructor(private readonly language: 'bicep' | 'json') {}

  comment(): string {
    this.count += 1;
    return keep(this.count);
  }

  /** Puts settings into one tree, and declares what comes from elsewhere. */
  tree(settings: readonly Setting[], prefix: string): { readonly [key: string]: Tree } {
    const root: Record<string, Tree> = {};
    for (const { path, value, way } of settings) {
      const declared = way === 'written' ? undefined : { name: `${prefix}_${path.slice(-2).join('_')}`, way, value };
      if (declared !== undefined) this.declared.push(declared);
      let at = root;
      for (const key of path.slice(0, -1)) at = (at[key] ??= {}) as Record<string, Tree>;
      at[path.at(-1) ?? ''] = declared === undefined ? { leaf: value } : { leaf: value, declared };
    }
    return root;
  }

  /** The lines of an object's members, without brackets. */
  members(tree: { readonly [key: string]: Tree }, unit: string): string[] {
    const lines = Object.entries(tree).map(([key, value]) => {
      const name = this.language === 'json' ? JSON.stringify(key) : key;
      if (isLeaf(value)) return [`${name}: ${value.declared === undefined ? this.literal(value.leaf) : this.reference(value.declared)}`];
      return [`${name}: {`, ...indent(this.members(value, unit), unit), '}'];
    });
    return this.joined(lines);
  }

  joined(blocks: readonly string[][]): string[] {
    if (this.language === 'bicep') return blocks.flat();
    return blocks.flatMap((block, index) => (index === blocks.length - 1 ? block : [...block.slice(0, -1), `${block.at(-1) ?? ''},`]));
  }

  literal(value: Json): string {
    if (this.language === 'json') return JSON.stringify(value);
    if (typeof value === 'string') return `'${value}'`;
    return Array.isArray(value) ? `[${value.map((item: Json) => this.literal(item)).join(', ')}]` : JSON.stringify(value);
  }

  private reference({ name, way }: Declared): string {
    if (this.language === 'bicep') return name;
    return `"[${way === 'variable' ? 'variables' : 'parameters'}('${name}')]"`;
  }
}

const indent = (lines: readonly string[], unit: string): string[] => lines.map((line) => (line === '' ? line : unit + line));

const typeName = (value: Json): 'string' | 'int' | 'bool' | 'array' =>
  typeof value === 'string' ? 'string' : typeof value === 'number' ? 'int' : typeof value === 'boolean' ? 'bool' : 'array';

/** Writes a server as a Bicep program: a template, and a parameters file or a module where values are given. */
export function writeBicep(server: GeneratedServer): Files {
  const { kind, apiVersion, settings, children, unit, newline, inModule } = server;
  const writer = new Writer('bicep');
  const type = serverTypes[kind];
  const body = writer.members({ name: { leaf: 'pg' }, ...writer.tree(settings, 'server') }, unit);
  const child = ({ segment, name, settings: own, nested }: Child, index: number): string[] => {
    const inner = writer.members({ name: { leaf: name }, ...writer.tree(own, `child${index}`) }, unit);
    const head = nested ? `resource child${index} '${segment}' = {` : `resource child${index} '${type}/${segment}@${apiVersion}' = {`;
    return [head, ...indent([...(nested ? [] : ['parent: server']), ...inner], unit), '}'];
  };
  const written = children.map((one, index) => ({ nested: one.nested, lines: child(one, index) }));
  const [first = '', ...rest] = body;
  const server_ = [
    writer.comment(),
    `resource server '${type}@${apiVersion}' = {`,
    ...indent([first, writer.comment(), ...rest, ...written.filter(({ nested }) => nested).flatMap(({ lines }) => ['', ...lines])], unit),
    '}',
  ];
  const declared = writer.declared.map(({ name, way, value }) =>
    way === 'variable' ? `var ${name} = ${writer.literal(value)}`
    : `param ${name} ${typeName(value)}${way === 'default' ? ` = ${writer.literal(value)}` : ''}`,
  );
  const template = [
    writer.comment(), '', ...(declared.length === 0 ? [] : [...declared, '']),
    `resource other 'Microsoft.Storage/storageAccounts@2023-01-01' = { ${writer.comment()}`, `${unit}name: 'other'`, '}', '',
    ...server_,
    ...written.filter(({ nested }) => !nested).flatMap(({ lines }) => ['', writer.comment(), '', ...lines]),
    '', writer.comment(), "output last string = 'x'", '',
  ].join(newline);
  const given = writer.declared.filter(({ way }) => way === 'given');
  if (inModule) {
    const values = indent(given.map(({ name, value }) => `${name}: ${writer.literal(value)}`), unit + unit);
    const caller = ["module server 'server.bicep' = {", `${unit}name: 'server'`, `${unit}params: {`, ...values, `${unit}}`, '}', ''].join(newline);
    return { 'main.bicep': caller, 'server.bicep': template };
  }
  if (given.length === 0) return { 'main.bicep': template };
  const file = ["using 'main.bicep'", '', ...given.map(({ name, value }) => `param ${name} = ${writer.literal(value)}`), ''].join(newline);
  return { 'main.bicep': template, 'main.bicepparam': file };
}

const schema = (name: string): string => `https://schema.management.azure.com/schemas/2019-04-01/${name}.json#`;

/** Writes the same server as an ARM template, with comments. */
export function writeJson(server: GeneratedServer): Files {
  const { kind, apiVersion, settings, children, unit, newline, inModule } = server;
  const writer = new Writer('json');
  const type = serverTypes[kind];
  const object = (blocks: readonly string[][]): string[] => ['{', ...indent(writer.joined(blocks), unit), '}'];
  const list = (name: string, blocks: readonly string[][]): string[] => [`"${name}": [`, ...indent(writer.joined(blocks), unit), ']'];
  const child = ({ segment, name, settings: own, nested }: Child, index: number): string[] => {
    const head = { type: { leaf: nested ? segment : `${type}/${segment}` }, apiVersion: { leaf: apiVersion }, name: { leaf: nested ? name : `pg/${name}` } };
    const lines = writer.members({ ...head, ...writer.tree(own, `child${index}`) }, unit);
    const depends = `"dependsOn": ["[resourceId('${type}', 'pg')]"]`;
    return object([lines, [depends]]);
  };
  const written = children.map((one, index) => ({ nested: one.nested, lines: child(one, index) }));
  const head = writer.members({ type: { leaf: type }, apiVersion: { leaf: apiVersion }, name: { leaf: 'pg' }, ...writer.tree(settings, 'server') }, unit);
  const nested = written.filter((one) => one.nested).map(({ lines }) => lines);
  const [first = '', ...rest] = head;
  const server_ = object([[first, writer.comment(), ...rest], ...(nested.length === 0 ? [] : [list('resources', nested)])]);
  const other = object([[`"type": "Microsoft.Storage/storageAccounts", ${writer.comment().replace('//', '/*')} */`, '"apiVersion": "2023-01-01",', '"name": "other"']]);
  const parameters = writer.declared.filter(({ way }) => way !== 'variable');
  const declared = parameters.map(({ name, way, value }) => [
    `"${name}": ${JSON.stringify({ type: typeName(value), ...(way === 'default' ? { defaultValue: value } : {}) })}`,
  ]);
  const variables = writer.declared.filter(({ way }) => way === 'variable').map(({ name, value }) => [`"${name}": ${JSON.stringify(value)}`]);
  const block = (name: string, blocks: readonly string[][]): string[] => [`"${name}": {`, ...indent(writer.joined(blocks), unit), '}'];
  const template = object([
    [writer.comment(), `"$schema": "${schema('deploymentTemplate')}"`],
    ['"contentVersion": "1.0.0.0"'],
    ...(declared.length === 0 ? [] : [block('parameters', declared)]),
    ...(variables.length === 0 ? [] : [block('variables', variables)]),
    list('resources', [other, [writer.comment(), ...server_], ...written.filter((one) => !one.nested).map(({ lines }) => lines)]),
    [writer.comment(), '"outputs": {}'],
  ]).join(newline);
  const given = parameters.filter(({ way }) => way === 'given').map(({ name, value }) => [`"${name}": { "value": ${JSON.stringify(value)} }`]);
  if (inModule) {
    const deployment = object([
      ['"type": "Microsoft.Resources/deployments"'], ['"apiVersion": "2022-09-01"'], ['"name": "server"'],
      block('properties', [['"mode": "Incremental"'], ['"templateLink": { "relativePath": "server.json" }'], block('parameters', given)]),
    ]);
    const caller = object([[`"$schema": "${schema('deploymentTemplate')}"`], ['"contentVersion": "1.0.0.0"'], list('resources', [deployment])]);
    return { 'main.json': caller.join(newline), 'server.json': template };
  }
  if (given.length === 0) return { 'main.json': template };
  const file = object([[`"$schema": "${schema('deploymentParameters')}"`], ['"contentVersion": "1.0.0.0"'], block('parameters', given)]);
  return { 'main.json': template, 'main.parameters.json': file.join(newline) };
}
