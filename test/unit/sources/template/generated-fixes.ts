import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { fixCases } from './fix-cases';
import { anyServer, type GeneratedServer } from './generated-server';
import { findingsOf, holdFix } from './hold-fix';
import { Opened, type Files } from './open';

/** How many servers are generated; more by hand, with a random seed. */
const runs = Number(process.env['FIX_RUNS'] ?? 60);
const seed = process.env['FIX_RUNS'] === undefined ? { seed: 20_261_125 } : {};

/** Holds every fix that the rules offer over generated servers in one language to its promise. */
export function holdGeneratedFixes(language: string, write: (server: GeneratedServer) => Files): void {
  describe(`every fix that needs no input keeps its promise in ${language}`, () => {
    const offered = new Map<string, number>();
    const applied = new Map<string, number>();
    const add = (counts: Map<string, number>, rule: string): void => void counts.set(rule, (counts.get(rule) ?? 0) + 1);

    it('over generated servers', () => {
      const hold = (server: GeneratedServer): void => {
        const opened = new Opened(write(server));
        const findings = findingsOf(opened);
        for (const finding of findings) {
          if (finding.fix === undefined) continue;
          add(offered, finding.rule.id);
          if (holdFix(opened, findings, finding)) add(applied, finding.rule.id);
        }
      };
      fc.assert(fc.property(anyServer, hold), { numRuns: runs, includeErrorInReport: true, ...seed });
    });

    after(() => {
      const sum = (counts: Map<string, number>): number => [...counts.values()].reduce((total, count) => total + count, 0);
      const rules = new Set(fixCases.map(({ rule }) => rule));
      if (process.env['FIX_RUNS'] !== undefined) {
        process.stdout.write(`${sum(applied)} of ${sum(offered)} fixes applied, of ${applied.size} rules: ${JSON.stringify(Object.fromEntries(applied))}\n`);
        process.stdout.write(`only by their examples: ${[...rules].filter((rule) => !applied.has(rule)).join(', ')}\n`);
      }
      assert.ok(sum(applied) > sum(offered) * 0.9, `only ${sum(applied)} of ${sum(offered)} fixes could be written`);
      // A rule that offers a fix has a case of its own, which is applied in both languages.
      assert.deepEqual([...offered.keys()].filter((rule) => !rules.has(rule)), []);
    });
  });
}
