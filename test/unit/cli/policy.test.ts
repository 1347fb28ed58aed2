import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openServer, runIn } from './run-command';
import { withFolder } from './temporary-folder';

interface Result {
  findings: { ruleId: string; level: string; file: string; range: { start: { line: number } } | null }[];
  problems: { file: string; message: string; range?: object }[];
  summary: Record<string, number>;
}

async function check(folder: string, ...args: string[]): Promise<{ code: number; result: Result }> {
  const { code, out } = await runIn(folder, ['check', '--format', 'json', ...args]);
  return { code, result: JSON.parse(out) as Result };
}

const rulesOf = ({ findings }: Result): string[] => findings.map(({ ruleId }) => ruleId);
const open = 'firewall/open-to-internet';

test('a configuration chooses levels, and the command line goes before its profile', () =>
  withFolder({ 'main.bicep': openServer, 'postgresql-security.json': `{"profile": "all", "rules": {"${open}": "info", "entra/password-only": "off"}}` }, async (folder) => {
    const { code, result } = await check(folder, 'main.bicep');
    assert.equal(code, 0);
    assert.equal(result.findings.find(({ ruleId }) => ruleId === open)?.level, 'info');
    assert.ok(!rulesOf(result).includes('entra/password-only'));
    assert.ok(rulesOf(result).includes('backup/geo-redundancy') || rulesOf(result).length > 8, 'the profile all speaks');
    const { result: other } = await check(folder, 'main.bicep', '--profile', 'recommended');
    assert.ok(other.findings.length < result.findings.length);
    assert.equal(other.findings.find(({ ruleId }) => ruleId === open)?.level, 'info', 'levels hold in every profile');
  }));

test('the nearest configuration above a file counts, within its repository', () =>
  withFolder(
    {
      'postgresql-security.json': `{"rules": {"${open}": "off"}}`,
      'a/main.bicep': openServer,
      'b/postgresql-security.json': '{}',
      'b/c/main.bicep': openServer,
      'd/.git/HEAD': '',
      'd/main.bicep': openServer,
    },
    async (folder) => {
      const { result } = await check(folder, '.');
      const files = result.findings.filter(({ ruleId }) => ruleId === open).map(({ file }) => file);
      assert.deepEqual(files, ['b/c/main.bicep', 'd/main.bicep']);
      const { result: named } = await check(folder, '.', '--config', 'postgresql-security.json');
      assert.ok(!rulesOf(named).includes(open));
    },
  ));

test('files can be left out, and what others deploy of them is silent too', () =>
  withFolder(
    {
      'postgresql-security.json': '{"ignore": ["modules/", "old.bicep"]}',
      'old.bicep': openServer,
      'modules/server.bicep': openServer,
      'main.bicep': "module server 'modules/server.bicep' = { name: 'server' }\n",
    },
    async (folder) => {
      const { code, result } = await check(folder, '.');
      assert.deepEqual(result.findings, []);
      assert.equal(result.summary['files'], 1);
      assert.equal(code, 0);
    },
  ));

test('an invalid configuration is a problem at its place, and fails whatever is allowed', () =>
  withFolder({ 'main.bicep': openServer, 'postgresql-security.json': '{\n  "profile": "stric"\n}' }, async (folder) => {
    const { code, result } = await check(folder, 'main.bicep', '--allow-problems', '--fail-on', 'never');
    assert.equal(code, 2);
    assert.deepEqual(result.problems, [
      {
        file: 'postgresql-security.json',
        message: '"profile": "stric" is unknown. Is "strict" meant?',
        range: { start: { line: 2, column: 14 }, end: { line: 2, column: 21 } },
      },
    ]);
    assert.ok(rulesOf(result).includes(open), 'the templates are checked all the same');
  }));

test('configurations that are no text, broken or enormous are problems', async () => {
  const cases: readonly [content: string | Buffer, message: RegExp][] = [
    ['{"profile": ', /closing bracket is missing/i],
    [Buffer.from([0, 1, 2]), /^The configuration is a binary file/],
    [`{"ignore": [${'"a",'.repeat(5_000_000)}"a"]}`, /^The configuration is too big/],
  ];
  for (const [content, message] of cases) {
    await withFolder({ 'main.bicep': openServer, 'postgresql-security.json': content }, async (folder) => {
      const { code, result } = await check(folder, 'main.bicep');
      assert.equal(code, 2);
      assert.match(result.problems[0]?.message ?? '', message);
      assert.ok(rulesOf(result).includes(open));
    });
  }
});

test('an exception for a live server whose last day has passed is a finding in the configuration', () => {
  const exception = (expires: string) => ({
    resource: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.DBforPostgreSQL/flexibleServers/db',
    rule: open,
    owner: 'team-orders',
    reason: 'A honeypot.',
    expires,
  });
  const suppressions = [exception('2026-11-25'), exception('2026-11-24')];
  return withFolder({ 'main.bicep': openServer, 'postgresql-security.json': JSON.stringify({ suppressions }, undefined, 2) }, async (folder) => {
    const { result } = await check(folder, '.');
    const expired = result.findings.filter(({ ruleId }) => ruleId === 'suppression/expired');
    assert.deepEqual(expired.map(({ level, file, range }) => [level, file, range?.start.line]), [['warning', 'postgresql-security.json', 15]]);
    assert.ok(rulesOf(result).includes(open), 'templates are not concerned');
    assert.deepEqual(result.problems, []);
  });
});

test('a configuration that is named must exist; one among the paths is checked itself, and is no template', () =>
  withFolder({ 'main.bicep': openServer, 'bad/postgresql-security.json': '{"rule": {}}' }, async (folder) => {
    assert.deepEqual(await runIn(folder, ['check', 'main.bicep', '--config', 'none.json']), { code: 2, out: '', error: 'none.json does not exist.\n' });
    const { code, result } = await check(folder, 'bad/postgresql-security.json');
    assert.equal(code, 2);
    assert.match(result.problems[0]?.message ?? '', /Is "rules" meant/);
    assert.equal(result.summary['files'], 0);
  }));

test('init writes a configuration that holds, and never over another', () =>
  withFolder({ 'main.bicep': openServer }, async (folder) => {
    const { code, out } = await runIn(folder, ['init', '--profile', 'strict']);
    assert.deepEqual([code, out], [0, 'Wrote postgresql-security.json.\n']);
    const file = join(folder, 'postgresql-security.json');
    assert.match(readFileSync(file, 'utf8'), /"profile": "strict"/);
    assert.deepEqual((await check(folder, 'main.bicep')).result.problems, []);
    const again = await runIn(folder, ['init']);
    assert.equal(again.code, 2);
    assert.match(again.error, /exists already/);
    assert.match((await runIn(folder, ['init', 'nowhere'])).error, /in a folder that does not exist/);
    assert.match(readFileSync(file, 'utf8'), /"profile": "strict"/);
  }));

const line = "    startIpAddress: '0.0.0.0'";
const silenced = openServer.replace(line, `    #disable-next-line firewall-open-to-internet // A honeypot.\n${line}`);

test('a finding is silenced where it stands, stays counted, and can be made to speak again', () =>
  withFolder({ 'main.bicep': silenced }, async (folder) => {
    assert.ok(openServer.includes(line));
    const { code, result } = await check(folder, 'main.bicep');
    assert.ok(!rulesOf(result).includes(open));
    assert.equal(result.summary['suppressed'], 1);
    assert.equal(result.summary['error'], 0);
    assert.equal(code, 0);
    const { code: strict, result: all } = await check(folder, 'main.bicep', '--no-inline-suppressions');
    assert.ok(rulesOf(all).includes(open));
    assert.equal(all.summary['suppressed'], 0);
    assert.equal(strict, 1);
  }));

test('what is wrong with a suppression is a finding of its own, whose level can be chosen', () =>
  withFolder({ 'main.bicep': openServer.replace(line, `    #disable-next-line tls-minimum-version\n${line}`) }, async (folder) => {
    const { result } = await check(folder, 'main.bicep');
    const own = result.findings.filter(({ ruleId }) => ruleId.startsWith('suppression/'));
    assert.deepEqual(own.map(({ ruleId, level, range }) => [ruleId, level, range?.start.line]), [
      ['suppression/no-reason', 'warning', 12],
      ['suppression/unused', 'info', 12],
    ]);
    assert.ok(!rulesOf((await check(folder, 'main.bicep', '--no-inline-suppressions')).result).some((id) => id.startsWith('suppression/')));
  }));

test('metadata of a resource silences findings on it, in Bicep and in strict JSON', async () => {
  const metadata = { postgresqlSecurity: { suppress: [{ rule: open, reason: 'A honeypot.' }, { rule: 'tls/nothing', reason: 'x' }] } };
  const bicep = openServer.replace("  name: 'everyone'\n", "  name: 'everyone'\n  metadata: { postgresqlSecurity: { suppress: [{ rule: 'firewall/open-to-internet', reason: 'A honeypot.' }, { rule: 'tls/nothing', reason: 'x' }] } }\n");
  const json = JSON.stringify(
    {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        { type: 'Microsoft.DBforPostgreSQL/flexibleServers', apiVersion: '2024-08-01', name: 'db', location: 'westeurope', properties: { version: '17' } },
        {
          type: 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules',
          apiVersion: '2024-08-01',
          name: 'db/everyone',
          metadata,
          properties: { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' },
        },
      ],
    },
    undefined,
    2,
  );
  for (const [name, text] of [['main.bicep', bicep], ['main.json', json]] as const) {
    await withFolder({ [name]: text }, async (folder) => {
      const { result } = await check(folder, name);
      assert.ok(!rulesOf(result).includes(open), name);
      assert.equal(result.summary['suppressed'], 1, name);
      assert.ok(rulesOf(result).includes('suppression/unknown-rule'), name);
      assert.ok(rulesOf((await check(folder, name, '--no-inline-suppressions')).result).includes(open), name);
    });
  }
});
