import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { layers } from '../../../../src/layers/catalog';
import { anyServer, type GeneratedServer } from './generated-server';
import { findingsOf, holdFix } from './hold-fix';
import { Opened, type Files } from './open';
import { writeBicep, writeJson } from './write-generated';

/** How many servers are generated for each language; more by hand, with a random seed. */
const runs = Number(process.env['FIX_RUNS'] ?? 60);
const seed = process.env['FIX_RUNS'] === undefined ? { seed: 20_261_125 } : {};

describe('every fix that needs no input keeps its promise', () => {
  const applied = new Map<string, number>();
  let tried = 0;
  let total = 0;
  const hold = (opened: Opened): void => {
    const findings = findingsOf(opened);
    for (const finding of findings) {
      if (finding.fix === undefined) continue;
      tried += 1;
      if (!holdFix(opened, findings, finding)) continue;
      total += 1;
      applied.set(finding.rule.id, (applied.get(finding.rule.id) ?? 0) + 1);
    }
  };

  for (const [language, write] of [['Bicep', writeBicep], ['ARM JSON', writeJson]] satisfies [string, (server: GeneratedServer) => Files][]) {
    it(`over generated servers in ${language}`, () => {
      fc.assert(fc.property(anyServer, (server) => hold(new Opened(write(server)))), { numRuns: runs, includeErrorInReport: true, ...seed });
    });
  }

  for (const { id, examples } of layers.flatMap(({ rules }) => rules)) {
    if (examples === undefined) continue;
    it(`in the failing example of ${id}`, () => hold(new Opened({ 'main.bicep': `${examples.failing}\n` })));
  }

  after(() => {
    const offered = layers.flatMap(({ rules }) => rules).filter(({ surface, examples }) => surface.includes('template') && examples !== undefined);
    if (process.env['FIX_RUNS'] !== undefined) {
      process.stdout.write(`${total} of ${tried} fixes applied, of ${applied.size} rules: ${JSON.stringify(Object.fromEntries(applied))}\n`);
      process.stdout.write(`never applied: ${offered.map(({ id }) => id).filter((id) => !applied.has(id)).join(', ')}\n`);
    }
    assert.ok(total > tried * 0.9, `only ${total} of ${tried} fixes could be written`);
  });
});
