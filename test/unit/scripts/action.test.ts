import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { commands } from '../../../src/cli/commands';
import { withFolder } from '../cli/temporary-folder';

/** Stands for the command line: writes down how it was called. */
const recorder = `require('node:fs').appendFileSync(process.env.RECORD, JSON.stringify(process.argv.slice(2)) + '\\n'); process.exitCode = process.argv.includes('--format=github') ? 1 : 0;`;

/** Runs the script of the action; returns how it called the command line. */
function run(folder: string, inputs: Readonly<Record<string, string>>): { calls: string[][]; status: number | null } {
  const record = join(folder, 'record');
  const { status } = spawnSync('bash', [inRepository('scripts', 'action.sh')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], GITHUB_ACTION_PATH: join(folder, 'action'), GITHUB_STEP_SUMMARY: join(folder, 'summary'), RECORD: record, ...inputs },
  });
  return { calls: readFileSync(record, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as string[]), status };
}

const files = { 'action/dist/cli.cjs': recorder };
test('the action marks the pull request, sums up the job and fails as the command line does', () =>
  withFolder(files, (folder) => {
    const { calls, status } = run(folder, { PATHS: '.', FAIL_ON: 'error' });
    assert.deepEqual(calls, [
      ['check', '--fail-on=never', '--format=markdown', '--', '.'],
      ['check', '--fail-on=error', '--format=github', '--', '.'],
    ]);
    assert.equal(status, 1);
  }));

test('every input reaches the command line as it is', () =>
  withFolder(files, (folder) => {
    const inputs = { PATHS: 'infra a\n\n$(touch x)\n', FAIL_ON: 'warning', PROFILE: 'strict', CONFIG: 'c d.json', BASELINE: 'b.json', CHANGED_SINCE: 'origin/main; touch x', SARIF_FILE: 'out.sarif' };
    const { calls } = run(folder, inputs);
    const common = ['check', '--profile=strict', '--config=c d.json', '--baseline=b.json', '--changed-since=origin/main; touch x'];
    assert.deepEqual(calls, [
      [...common, '--fail-on=never', '--format=sarif', '--output=out.sarif', '--', 'infra a', '$(touch x)'],
      [...common, '--fail-on=never', '--format=markdown', '--', 'infra a', '$(touch x)'],
      [...common, '--fail-on=warning', '--format=github', '--', 'infra a', '$(touch x)'],
    ]);
    assert.ok(!existsSync(join(folder, 'x')));
  }));

test('action.yml hands every input to the script, and the script knows no other', () => {
  const action = readFileSync(inRepository('action.yml'), 'utf8');
  const inputs = [...action.matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name = '']) => name).filter((name) => !['using', 'steps'].includes(name));
  const handed = [...action.matchAll(/^ {8}([A-Z_]+): \$\{\{ inputs\.([a-z-]+) \}\}$/gm)];
  assert.deepEqual(handed.map(([, , name]) => name).sort(), inputs.sort());
  const script = readFileSync(inRepository('scripts', 'action.sh'), 'utf8');
  for (const [, variable = ''] of handed) assert.ok(script.includes(`\${${variable}:-`), variable);
});

test('the hook of pre-commit calls a command that there is', () => {
  const hook = readFileSync(inRepository('.pre-commit-hooks.yaml'), 'utf8');
  const [, name] = /^ {2}entry: postgresql-security (\w+)$/m.exec(hook) ?? [];
  assert.ok(commands.some((command) => command.name === name));
});
