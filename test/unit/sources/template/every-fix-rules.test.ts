import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixCases, languages } from './fix-cases';
import { findingsOf, holdFix } from './hold-fix';
import { Opened } from './open';

/** The rules that offer a fix in each language, and those whose fix was applied there. */
const offered = languages.map(() => new Set<string>());
const applied = languages.map(() => new Set<string>());

describe('every fix of a rule keeps its promise', () => {
  for (const { rule, files, options } of fixCases) {
    it(`where ${rule} speaks`, () => {
      for (const [index, language] of languages.entries()) {
        const opened = new Opened(files(language));
        const findings = findingsOf(opened, 'all', options);
        for (const finding of findings) {
          if (finding.fix === undefined) continue;
          const held = holdFix(opened, findings, finding, options);
          if (finding.rule.id !== rule) continue;
          offered[index]?.add(rule);
          if (held) applied[index]?.add(rule);
        }
      }
    });
  }

  it('in both languages, and no rule is left out', () => {
    assert.ok((offered[0]?.size ?? 0) > 70, `only ${offered[0]?.size ?? 0} rules offer a fix`);
    for (const [index, language] of languages.entries()) {
      assert.deepEqual(offered[index], offered[0], `other rules offer a fix in ${language}`);
      assert.deepEqual([...(offered[index] ?? [])].filter((rule) => applied[index]?.has(rule) !== true), [], `never applied in ${language}`);
    }
  });
});
