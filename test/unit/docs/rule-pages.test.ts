import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { failingRules, rulePages } from '../../../scripts/docs/rule-pages';
import { filesBelow, inRepository } from '../../../scripts/repository';
import { examplesOf } from '../../../src/cli/rule-page-of';
import { layers } from '../../../src/layers/catalog';

const folder = inRepository('docs', 'rules');
const pages = rulePages();

test('every page on disk is what its rule says; npm run rule-docs writes them', () => {
  const onDisk = filesBelow(folder).map((file) => relative(folder, file).split(sep).join('/'));
  assert.deepEqual(onDisk.sort(), [...pages.keys()].sort(), 'run npm run rule-docs');
  for (const [path, text] of pages) {
    assert.equal(readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n'), text, `${path}: run npm run rule-docs`);
  }
});

test('links between pages lead to pages', () => {
  for (const [path, text] of pages) {
    for (const [, target = ''] of text.matchAll(/\]\(((?:\.\.\/)?[^):]+\.md)\)/g)) {
      const from = path.includes('/') ? path.split('/').slice(0, -1) : [];
      assert.ok(pages.has(join(...from, target).split(sep).join('/')), `${path} leads to ${target}`);
    }
  }
});

for (const rule of layers.flatMap(({ rules }) => rules)) {
  const { examples } = rule;
  if (!rule.surface.includes('template') || examples === undefined) continue;
  test(`the examples of ${rule.id} are what they say`, () => {
    for (const { language, failing, passing } of examplesOf(rule)) {
      assert.ok(failingRules(failing, language).includes(rule.id), `the failing example in ${language} passes`);
      assert.ok(!failingRules(passing, language).includes(rule.id), `the passing example in ${language} fails`);
    }
  });

  test(`the examples of ${rule.id} are the same in both languages`, () => {
    const [first, ...others] = examplesOf(rule);
    for (const which of ['failing', 'passing'] as const) {
      for (const other of others) {
        assert.deepEqual([...failingRules(other[which], other.language)].sort(), [...failingRules(first?.[which] ?? '', first?.language)].sort(), other[which]);
      }
    }
  });
}

/**
 * Which of two versions is near its end changes with the day on which somebody reads the page.
 */
const withoutExamples: readonly string[] = ['lifecycle/version-near-end'];

test('every other rule of templates has examples', () => {
  const without = layers
    .flatMap(({ rules }) => rules)
    .filter(({ surface, examples }) => surface.includes('template') && examples === undefined);
  assert.deepEqual(without.map(({ id }) => id).sort(), withoutExamples);
});

test('every page with examples shows them in ARM JSON, and those in Bicep in both languages', () => {
  for (const rule of layers.flatMap(({ rules }) => rules)) {
    if (rule.examples === undefined) continue;
    const page = pages.get(`${rule.id}.md`) ?? '';
    const count = (language: string): number => page.split(`\n\`\`\`${language}\n`).length - 1;
    assert.deepEqual([count('bicep'), count('json')], [rule.examples.language === 'json' ? 0 : 2, 2], rule.id);
  }
});
