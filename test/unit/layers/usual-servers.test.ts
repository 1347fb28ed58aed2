import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { check } from '../../../src/engine/check';
import type { Profile } from '../../../src/engine/profile';
import { layers } from '../../../src/layers/catalog';
import { openProgram } from '../../../src/sources/template/open-program';
import { today } from './build-snapshot';

/** What is found in a Bicep file, worst first: `warning entra/password-only`. */
function found(name: string, profile: Profile): readonly string[] {
  const file = 'main.bicep';
  const text = readFileSync(inRepository('test', 'fixtures', 'servers', name), 'utf8');
  const program = openProgram({
    files: [file],
    host: { read: (asked) => (asked === file ? text : undefined), resolve: (_, reference) => reference },
  });
  return program.entries
    .flatMap((entry) => check(program.snapshot(entry), { layers, profile, today }).findings)
    .map(({ level, rule }) => `${level} ${rule.id}`);
}

describe('the usual first server', () => {
  test('hears of a handful of things', () => {
    assert.deepEqual(found('quickstart.bicep', 'recommended'), [
      'warning entra/password-only',
      'info network/public-access',
      'info access/md5-sign-in',
      'info audit/audit-extension',
    ]);
  });

  test('hears of backups where resilience is asked for', () => {
    const more = found('quickstart.bicep', 'resilience').filter((each) => each.includes('backup/'));
    assert.deepEqual(more.sort(), [
      'warning backup/delete-lock',
      'warning backup/geo-redundancy',
      'warning backup/maintenance-window',
      'warning backup/retention',
      'warning backup/storage-growth',
    ]);
  });
});

test('a server that somebody has thought about hears of two choices', () => {
  assert.deepEqual(found('decent.bicep', 'recommended'), ['info entra/password-sign-in', 'info audit/audit-extension']);
});
