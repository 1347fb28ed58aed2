import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Location } from '../../../../src/sources/program';
import { joinFindings } from '../../../../src/vscode/templates/join-findings';
import type { PlacedTemplateFinding } from '../../../../src/vscode/templates/judge-template';

type Part = { readonly message?: string; readonly outcome?: 'fail' | 'unknown'; readonly at?: Partial<Location>; readonly related?: readonly string[]; readonly rule?: string };

/** A finding of which only that is told which decides whether it is the same as another. */
function placed({ message = 'It is open.', outcome = 'fail', at = {}, related = [], rule = 'network/public-access' }: Part): PlacedTemplateFinding {
  const location = { file: 'module.bicep', start: 10, end: 20, ...at };
  return {
    finding: { rule: { id: rule }, outcome, level: 'error', message },
    at: location,
    related: related.map((one, index) => ({ message: one, location: { file: 'main.bicep', start: index, end: index + 1 } })),
  } as unknown as PlacedTemplateFinding;
}

const shown = (findings: readonly PlacedTemplateFinding[]): unknown => findings.map(({ finding, related }) => [finding.message, related.map(({ message }) => message)]);

test('the same finding of a module that is called twice is one, with both calls related', () => {
  const first = placed({ related: ['deployed by the module a'] });
  const second = placed({ related: ['deployed by the module b'] });
  assert.deepEqual(shown(joinFindings([first, { ...second, related: [{ message: 'deployed by the module b', location: { file: 'main.bicep', start: 50, end: 60 } }] }])), [
    ['It is open.', ['deployed by the module a', 'deployed by the module b']],
  ]);
});

test('what is related twice is shown once', () => {
  assert.deepEqual(shown(joinFindings([placed({ related: ['argument'] }), placed({ related: ['argument'] })])), [['It is open.', ['argument']]]);
});

test('findings that differ in what they say, how they end or where they are stay apart', () => {
  const all = [placed({}), placed({ message: 'It is shut.' }), placed({ outcome: 'unknown' }), placed({ rule: 'tls/minimum-version' }), placed({ at: { start: 11 } }), placed({ at: { end: 21 } }), placed({ at: { file: 'other.bicep' } })];
  assert.equal(joinFindings(all).length, all.length);
});

test('the first of those that are the same is kept, with its program to mend it', () => {
  const first = placed({});
  const [joined] = joinFindings([first, placed({})]);
  assert.equal(joined?.finding, first.finding);
});
