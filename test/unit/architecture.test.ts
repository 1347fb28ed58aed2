import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..');
const source = join(root, 'src');

/** Which folders each folder of src may import from, beside its own. Whatever is not listed is not allowed. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  model: [],
  layers: ['model'],
  engine: ['model', 'layers'],
  sources: ['model'],
  'sources/database': ['model', 'postgres'],
  emulator: [],
  outputs: ['model', 'engine'],
  postgres: [],
  cli: ['model', 'layers', 'engine', 'sources', 'sources/database', 'emulator', 'outputs', 'postgres', 'bundles'],
  bundles: ['model', 'layers', 'engine', 'sources', 'sources/database', 'emulator', 'outputs', 'postgres'],
  vscode: ['model', 'layers', 'engine', 'sources', 'sources/database', 'outputs', 'postgres', 'bundles'],
};

/** The one bundle that only VS Code loads: what its commands do. */
const commandBundle = 'bundles/commands.ts';

/** Folders without I/O, clock, randomness or environment: everything comes in as an argument. */
const pure = ['model', 'layers', 'engine', 'outputs'];

/** The packages that each folder may import; every other package is refused there. */
const packages: Readonly<Record<string, RegExp>> = {
  layers: /^ipaddr\.js$/,
  sources: /^(js-yaml|@azure\/.+)$/,
  // Types only.
  outputs: /^sarif$/,
  emulator: /^(node:.+|@azure\/core-.+|selfsigned)$/,
  postgres: /^(node:.+|pg)$/,
  cli: /^(node:.+|ignore)$/,
  bundles: /^@azure\/.+$/,
  vscode: /^(vscode|node:.+|@azure\/core-auth)$/,
};

interface Import {
  readonly from: string;
  /** The imported file, or the name of a package. */
  readonly to: string;
  readonly relative: boolean;
  readonly typeOnly: boolean;
  readonly lazy: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.split(sep).join('/'));
const known = new Set(files);

function target(from: string, reference: string): string {
  const path = normalize(join(dirname(from), reference)).split(sep).join('/');
  return known.has(`${path}.ts`) ? `${path}.ts` : path;
}

/** Reads the imports of a file, those by import(…) too. */
function importsOf(from: string): Import[] {
  const tree = ts.createSourceFile(from, readFileSync(join(source, from), 'utf8'), ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const add = (reference: string, typeOnly: boolean, lazy: boolean): void => {
    const isRelative = reference.startsWith('.');
    found.push({ from, to: isRelative ? target(from, reference) : reference, relative: isRelative, typeOnly, lazy });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword, false);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly, false);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteral(argument)) add(argument.text, false, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The one file beside src that code may read: it is bundled, and says the version. */
const manifest = '../package.json';
const imports = files.flatMap(importsOf).filter(({ to }) => to !== manifest);
const folder = (path: string): string => Object.keys(allowed).find((name) => name.includes('/') && path.startsWith(`${name}/`)) ?? path.split('/')[0] ?? '';

/** Finds a cycle among the files, following what is loaded when a file is loaded. */
function findCycle(): readonly string[] | undefined {
  const next = new Map<string, string[]>();
  for (const one of imports) {
    if (one.relative && !one.typeOnly && !one.lazy) next.set(one.from, [...(next.get(one.from) ?? []), one.to]);
  }
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const other of next.get(path) ?? []) {
      const cycle = visit(other, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of files) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

const spelled = (list: readonly Import[]): string[] => list.map(({ from, to }) => `${from} → ${to}`);

describe('architecture', () => {
  it('the table names every folder of src', () => {
    assert.deepEqual([...new Set(files.map(folder))].sort(), Object.keys(allowed).sort());
  });

  it('imports follow the directions', () => {
    const wrong = imports.filter(
      ({ from, to, relative: own }) => own && folder(to) !== folder(from) && allowed[folder(from)]?.includes(folder(to)) !== true && from !== commandBundle,
    );
    assert.deepEqual(spelled(wrong), []);
  });

  it('every relative import means a file', () => {
    assert.deepEqual(spelled(imports.filter(({ to, relative: own }) => own && !known.has(to))), []);
  });

  it('there is no cycle of imports', () => {
    assert.equal(findCycle()?.join(' → '), undefined);
  });

  it('each folder imports only the packages that it is for', () => {
    const wrong = imports.filter(({ from, to, relative: own }) => !own && packages[folder(from)]?.test(to) !== true);
    assert.deepEqual(spelled(wrong), []);
  });

  it('no layer reads another layer but by its facts, and no source knows a rule', () => {
    const layerOf = (path: string): string | undefined => /^layers\/([^/]+)\//.exec(path)?.[1];
    const wrong = imports.filter(({ from, to }) => {
      const [mine, other] = [layerOf(from), layerOf(to)];
      return mine !== undefined && other !== undefined && mine !== other && /\/(rules?|layer)(\/|\.ts$)/.test(to);
    });
    assert.deepEqual(spelled(wrong), []);
  });

  it('only bundles bring the SDKs and @azure/identity, and the editor loads bundles lazily', () => {
    const eager = imports.filter(({ from, to, lazy, typeOnly }) => folder(from) === 'vscode' && folder(to) === 'bundles' && !lazy && !typeOnly);
    assert.deepEqual(spelled(eager), []);
    const sdk = imports.filter(
      ({ from, to, typeOnly }) => /^@azure\/(arm-|identity|core-rest)/.test(to) && !typeOnly && !/^(sources\/azure|bundles|emulator)\//.test(from),
    );
    assert.deepEqual(spelled(sdk), []);
  });

  it('model, layers, engine and outputs ask no clock, environment, disk or dice', () => {
    const impure = /\b(process\.(env|argv|cwd|std\w+)|Date\.now|new Date\(\)|Math\.random|performance\.now|setTimeout|fetch\(|console\.)/;
    const wrong = files.filter((path) => pure.includes(folder(path)) && impure.test(readFileSync(join(source, path), 'utf8')));
    assert.deepEqual(wrong, []);
  });

  it('there are no barrels and no default exports but what VS Code asks for', () => {
    const wrong = files.filter((path) => {
      const text = readFileSync(join(source, path), 'utf8');
      return /^export default/m.test(text) || (folder(path) !== 'bundles' && /^export (\*|\{[^}]*\}) from '(?!.*package\.json)/m.test(text));
    });
    assert.deepEqual(wrong, []);
  });

  it('src imports nothing from outside src', () => {
    const outside = imports.filter(({ to, relative: own }) => own && relative(source, join(source, to)).startsWith('..'));
    assert.deepEqual(spelled(outside), []);
  });
});
