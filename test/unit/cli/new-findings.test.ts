import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openServer, runIn } from './run-command';
import { withFolder } from './temporary-folder';

const git = (cwd: string, ...args: string[]): void =>
  void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'init.defaultBranch=main', ...args], { cwd, stdio: 'pipe' });

async function filesWithErrors(folder: string, ...args: string[]): Promise<string[]> {
  const { out } = await runIn(folder, ['check', '.', '--format', 'json', ...args]);
  const { findings } = JSON.parse(out) as { findings: { file: string; level: string }[] };
  return findings.filter(({ level }) => level === 'error').map(({ file }) => file);
}

test('with a baseline only new findings fail, wherever the check runs', () =>
  withFolder({ 'infra/old.bicep': openServer }, async (folder) => {
    assert.equal((await runIn(folder, ['check', 'infra'])).code, 1);
    const { code, out } = await runIn(folder, ['baseline', 'infra']);
    assert.equal(code, 0);
    assert.match(out, /^Wrote \d+ findings to postgresql-security-baseline\.json\./);
    const baseline = ['--baseline', 'postgresql-security-baseline.json'];
    assert.equal((await runIn(folder, ['check', 'infra', ...baseline])).code, 0);
    writeFileSync(join(folder, 'infra', 'old.bicep'), `\n// A line more.\n${openServer.replace('255.255.255.255', '255.0.0.0')}`);
    assert.equal((await runIn(folder, ['check', 'infra', ...baseline])).code, 0);
    assert.equal((await runIn(join(folder, 'infra'), ['check', '.', '--baseline', '../postgresql-security-baseline.json'])).code, 0);
    writeFileSync(join(folder, 'infra', 'new.bicep'), openServer);
    const after = await runIn(folder, ['check', 'infra', ...baseline]);
    assert.equal(after.code, 1);
    assert.match(after.out, /infra\/new\.bicep:12:21 {2}error/);
    assert.ok(!after.out.includes('infra/old.bicep'));
    assert.match(after.out, /findings known from the baseline\./);
  }));

test('no baseline is written of what could not be read, and none is taken that is none', () =>
  withFolder({ 'main.bicep': openServer, 'broken.bicep': "param p string = 'postgres\n", 'b.json': '{}' }, async (folder) => {
    const { code, error } = await runIn(folder, ['baseline', '.']);
    assert.equal(code, 2);
    assert.match(error, /^broken\.bicep:1:\d+ .*\nNo baseline was written/s);
    assert.match((await runIn(folder, ['check', 'main.bicep', '--baseline', 'b.json'])).error, /^b\.json is no baseline\. Write one: postgresql-security baseline/);
    assert.match((await runIn(folder, ['check', 'main.bicep', '--baseline', 'none.json'])).error, /^The baseline none\.json does not exist\./);
  }));

test('since a commit, only files count that differ from it, committed or not, and what they deploy', () =>
  withFolder({ 'same.bicep': openServer, 'edited.bicep': openServer, 'committed.bicep': openServer, '.gitignore': 'ignored.bicep\n' }, async (folder) => {
    git(folder, 'init');
    git(folder, 'add', '.');
    git(folder, 'commit', '-m', 'one');
    git(folder, 'checkout', '-b', 'work');
    writeFileSync(join(folder, 'committed.bicep'), `// more\n${openServer}`);
    git(folder, 'commit', '-am', 'two');
    writeFileSync(join(folder, 'edited.bicep'), `// more\n${openServer}`);
    mkdirSync(join(folder, 'sub dir'));
    writeFileSync(join(folder, 'sub dir', 'nëw.bicep'), openServer);
    assert.deepEqual(await filesWithErrors(folder, '--changed-since', 'main'), ['committed.bicep', 'edited.bicep', 'sub dir/nëw.bicep']);
    assert.deepEqual(await filesWithErrors(folder, '--changed-since', 'HEAD'), ['edited.bicep', 'sub dir/nëw.bicep']);
    assert.deepEqual(await filesWithErrors(join(folder, 'sub dir'), '--changed-since', 'main'), ['nëw.bicep']);
    git(folder, 'checkout', '-q', '-f', 'main');
    writeFileSync(join(folder, 'same.bicep'), `// main goes on\n${openServer}`);
    git(folder, 'commit', '-am', 'three');
    git(folder, 'checkout', '-q', 'work');
    assert.deepEqual(await filesWithErrors(folder, '--changed-since', 'main'), ['committed.bicep', 'sub dir/nëw.bicep'], 'what main changed since counts not');
  }));

test('what git cannot say is told in a sentence', () =>
  withFolder({ 'main.bicep': openServer }, async (folder) => {
    const since = async (reference: string): Promise<string> => {
      const { code, out, error } = await runIn(folder, ['check', 'main.bicep', `--changed-since=${reference}`]);
      assert.deepEqual([code, out], [2, '']);
      return error;
    };
    assert.match(await since('main'), /needs a git repository, and the working directory is in none\.\n$/);
    git(folder, 'init');
    assert.match(await since('main'), /^git knows no commit "main"\. In a pipeline, fetch it first/);
    assert.match(await since('--output=x'), /^git knows no commit "--output=x"/);
    assert.match(await since('$(touch x)'), /^git knows no commit/);
  }));

test('colours follow NO_COLOR, then FORCE_COLOR, then the terminal', () =>
  withFolder({ 'main.bicep': openServer }, async (folder) => {
    const cases: readonly [environment: Record<string, string>, terminal: boolean, colored: boolean][] = [
      [{}, false, false],
      [{}, true, true],
      [{ TERM: 'dumb' }, true, false],
      [{ NO_COLOR: '1' }, true, false],
      [{ FORCE_COLOR: '1' }, false, true],
      [{ FORCE_COLOR: '0' }, true, false],
      [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ];
    for (const [environment, terminal, colored] of cases) {
      const { out } = await runIn(folder, ['check', 'main.bicep'], { environment, isTerminal: () => terminal });
      assert.equal(out.includes('\u001b['), colored, JSON.stringify([environment, terminal]));
    }
  }));

test('no output shows a password that a template holds', () =>
  withFolder(
    {
      'main.bicep': `param adminPassword string = 'Hunter2Hunter2'
resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'db'
  location: 'westeurope'
  properties: { version: '11', administratorLogin: 'x', administratorLoginPassword: 'Hunter2Hunter3' }
}
output pw string = 'Hunter2Hunter4'
`,
      'main.json': JSON.stringify({
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        parameters: { admin: { type: 'string', defaultValue: 'Hunter2Hunter5' } },
        resources: [{ type: 'Microsoft.DBforPostgreSQL/servers', apiVersion: '2017-12-01', name: 'x', properties: { administratorLoginPassword: "[parameters('admin')]", sslEnforcement: 'Disabled' } }],
      }),
    },
    async (folder) => {
      for (const format of ['text', 'json', 'sarif', 'markdown', 'junit', 'github', 'azure-pipelines']) {
        const { out } = await runIn(folder, ['check', '.', '--profile', 'all', '--show-unknown', '--format', format]);
        assert.match(out, /password/i, format);
        assert.ok(!out.includes('Hunter2'), format);
      }
    },
  ));
