import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { run } from '../../../src/cli/run';
import { inRepository } from '../../../scripts/repository';
import { withFolder } from './temporary-folder';

const bicep = readFileSync(inRepository('samples', 'workspace', 'main.bicep'), 'utf8');
const template = readFileSync(inRepository('samples', 'workspace', 'legacy.json'), 'utf8');
const mark = '\ufeff';

interface Found {
  readonly ruleId: string;
  readonly file: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } } | null;
}

interface Checked {
  readonly code: number;
  readonly text: string;
  readonly findings: readonly Found[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

/** Checks a folder of such files from the command line. */
async function check(files: Readonly<Record<string, string | Buffer>>, ...more: readonly string[]): Promise<Checked> {
  let result: Checked | undefined;
  await withFolder(files, async (cwd) => {
    let text = '';
    const add = (part: string): void => {
      text += part;
    };
    const io = { cwd, environment: {}, today: '2026-11-24', isTerminal: () => false, readInput: () => Promise.resolve(Buffer.alloc(0)), out: add, error: add };
    const code = await run(['check', '.', '--format', 'json', ...more], io);
    const { findings, problems } = JSON.parse(text) as Pick<Checked, 'findings' | 'problems'>;
    result = { code, text, findings, problems };
  });
  assert.ok(result);
  return result;
}

/** Where a rule fails in a file, as line:column. */
const placeOf = ({ findings }: Checked, file: string, ruleId: string): string | undefined => {
  const found = findings.find((one) => one.file === file && one.ruleId === ruleId);
  return found === undefined ? undefined : `${found.range?.start.line}:${found.range?.start.column}`;
};

const openToInternet = 'firewall/open-to-internet';
const unencrypted = 'tls/require-encryption';

test('half-typed files are problems, and what is whole in them is judged', async () => {
  const half = await check({
    'half.bicep': `${bicep}\nresource half 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {\n  name: \n  properties: { network: {\n`,
    'half.json': template.replace(/\}\s*$/, '"outputs": { "host": '),
  });
  assert.equal(half.code, 2);
  assert.ok(placeOf(half, 'half.bicep', openToInternet));
  assert.ok(placeOf(half, 'half.json', unencrypted));
  assert.deepEqual([...new Set(half.problems.map(({ file }) => file))].sort(), ['half.bicep', 'half.json']);
});

test('a byte order mark and Windows line endings change neither findings nor places', async () => {
  const plain = await check({ 'a.bicep': bicep, 'a.json': template });
  const windows = (text: string): string => text.replace(/\n/g, '\r\n');
  for (const change of [(text: string) => `${mark}${text}`, windows, (text: string) => `${mark}${windows(text)}`]) {
    const changed = await check({ 'a.bicep': change(bicep), 'a.json': change(template) });
    assert.deepEqual(changed.findings, plain.findings);
    assert.equal(changed.code, plain.code);
  }
});

test('empty files are no problem', async () => {
  const empty = await check({ 'a.bicep': '', 'a.json': '', 'b.bicep': mark });
  assert.deepEqual([empty.code, empty.findings, empty.problems], [0, [], []]);
});

test('a binary file named .json is told of, and the others are judged', async () => {
  const binary = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0xff, 0xfe, 0]);
  const mixed = await check({ 'picture.json': binary, 'main.bicep': bicep });
  assert.equal(mixed.code, 2);
  assert.ok(placeOf(mixed, 'main.bicep', openToInternet));
  assert.deepEqual(mixed.problems, [{ file: 'picture.json', message: mixed.problems[0]?.message }]);
  assert.match(mixed.problems[0]?.message ?? '', /binary/);
  assert.equal((await check({ 'picture.json': binary }, '--allow-problems')).code, 0);
});

test('a template of 20 MB is judged like a small one', async () => {
  const filler = JSON.stringify({ type: 'Microsoft.Storage/storageAccounts', apiVersion: '2023-01-01', name: 'storage', tags: { note: 'x'.repeat(4000) } });
  const many = Array<string>(Math.ceil((20 * 2 ** 20) / filler.length)).fill(filler).join(',\n');
  const large = await check({ 'large.json': template.replace('"resources": [', `"resources": [\n${many},`) });
  assert.deepEqual([large.code, large.problems], [1, []]);
  assert.ok(placeOf(large, 'large.json', unencrypted));
});

test('a password in a template is found and never repeated', async () => {
  const secret = 'Hunter2-Hunter2';
  const leaking = await check({ 'main.bicep': bicep.replace('administratorLoginPassword: administratorPassword', `administratorLoginPassword: '${secret}'`) });
  assert.ok(placeOf(leaking, 'main.bicep', 'access/literal-password'));
  assert.ok(!leaking.text.includes(secret));
});
