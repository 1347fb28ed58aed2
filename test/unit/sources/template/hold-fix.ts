import assert from 'node:assert/strict';
import { check, type CheckOptions } from '../../../../src/engine/check';
import { levelIn, profiles, type Profile } from '../../../../src/engine/profile';
import { layers } from '../../../../src/layers/catalog';
import type { Finding } from '../../../../src/model/finding';
import type { Level } from '../../../../src/model/rule';
import { settingOf } from '../../../../src/model/resource';
import type { Files, Opened } from './open';
import { marks } from './write-generated';

const order: Readonly<Record<Level, number>> = { error: 0, warning: 1, info: 2 };

export const findingsOf = (opened: Opened, profile: Profile = 'all', options: Partial<CheckOptions> = {}): readonly Finding[] =>
  check(opened.snapshot, { layers, profile, today: '2026-11-25', ...options }).findings;

/** Closing the public way leaves firewall rules without effect, of which another rule tells; they are not removed unasked. */
const follows: Readonly<Record<string, string>> = {
  'network/public-access': 'firewall/dead-rules',
  'network/public-beside-private': 'firewall/dead-rules',
};

/** How often each rule speaks, at each level. */
function count(findings: readonly Finding[]): Map<string, { readonly level: Level; readonly number: number }> {
  const counts = new Map<string, { readonly level: Level; readonly number: number }>();
  for (const { rule, level } of findings) counts.set(rule.id, { level, number: (counts.get(rule.id)?.number ?? 0) + 1 });
  return counts;
}

const version = (opened: Opened): unknown => opened.snapshot.servers.map(({ resource }) => settingOf(resource, ['properties', 'version']));

const shown = (files: Files): string => Object.entries(files).map(([file, text]) => `--- ${file}\n${text}`).join('\n');

/** Applies the fix of a finding and holds it to its promise. Returns false where it has no place in this text. */
export function holdFix(opened: Opened, findings: readonly Finding[], finding: Finding, options: Partial<CheckOptions> = {}): boolean {
  const { fix, rule } = finding;
  if (fix === undefined) return false;
  const mended: Opened | undefined = opened.mend(...fix.changes);
  if (mended === undefined) return false;
  const say = (what: string): string => `${rule.id}: "${fix.title}" ${what}\n${shown(opened.files)}\n=== after\n${shown(mended.files)}`;
  const before = count(findings);
  const number = (counts: ReturnType<typeof count>, id: string): number => counts.get(id)?.number ?? 0;
  assert.ok(number(count(findingsOf(mended, 'all', options)), rule.id) < number(before, rule.id), say('leaves the finding'));
  for (const profile of profiles) {
    const own = levelIn(profile, rule);
    if (own === 'off' || (profile === 'all' && rule.group !== 'configured')) continue;
    // What another finding hid before is not new.
    for (const [id, now] of count(findingsOf(mended, profile, options))) {
      if (order[now.level] <= order[own] && follows[rule.id] !== id) assert.ok(now.number <= number(before, id), say(`brings ${id} (${profile})`));
    }
  }
  assert.ok(mended.program.problems().length <= opened.program.problems().length, say('cannot be read again'));
  assert.deepEqual(version(mended), version(opened), say('changes the version of PostgreSQL'));
  for (const [file, text] of Object.entries(opened.files)) {
    const written: string = mended.files[file] ?? '';
    assert.deepEqual(marks(written), marks(text), say(`touches a comment of ${file}`));
    assert.doesNotMatch(written, /[ \t]\r?\n/, say(`leaves white space in ${file}`));
    assert.doesNotMatch(written, /\n\r?\n\r?\n/, say(`leaves two empty lines in ${file}`));
    if (text.includes('\r\n')) assert.doesNotMatch(written, /[^\r]\n/, say(`mixes line endings in ${file}`));
  }
  return true;
}
