import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { filesBelow, inRepository, shown } from '../../../scripts/repository';

const markdown = (path: string): boolean => path.endsWith('.md');
const pages = [...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'].map((name) => inRepository(name)), ...filesBelow(inRepository('docs'), markdown)];

interface Link {
  readonly page: string;
  readonly target: string;
}

/** Links of a page to files of the repository, images among them. */
function linksOf(page: string, pattern: RegExp): Link[] {
  const targets = [...readFileSync(page, 'utf8').matchAll(pattern)].map(([, target = '']) => target);
  return targets.filter((target) => !/^(?:[a-z]+:|#)/.test(target)).map((target) => ({ page, target: target.split('#')[0] ?? '' }));
}

const pathOf = ({ page, target }: Link): string => join(dirname(page), decodeURIComponent(target));

test('every file that a page links to exists', () => {
  const links = pages.flatMap((page) => linksOf(page, /\]\(([^)\s]+)\)/g));
  assert.ok(links.length > 0);
  assert.deepEqual(links.filter((link) => !existsSync(pathOf(link))).map(({ page, target }) => `${shown(page)} links to ${target}`), []);
});

test('the pictures of the pages are PNG files of less than 250 KB', () => {
  const pictures = pages.flatMap((page) => linksOf(page, /!\[[^\]]*\]\(([^)\s]+)\)/g)).map(pathOf);
  assert.ok(pictures.length > 0);
  for (const picture of pictures) {
    assert.equal(readFileSync(picture).subarray(1, 4).toString(), 'PNG', shown(picture));
    assert.ok(statSync(picture).size < 250 * 1024, shown(picture));
  }
});
