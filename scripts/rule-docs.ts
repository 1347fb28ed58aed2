// Writes docs/facts.md and the pages of the rules below docs/rules, and removes those of rules that are gone.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderFacts } from './docs/facts';
import { rulePages } from './docs/rule-pages';
import { filesBelow, inRepository, shown } from './repository';

const folder = inRepository('docs', 'rules');
const pages = rulePages();

for (const [path, text] of pages) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
const written = new Set([...pages.keys()].map((path) => join(folder, path)));
for (const file of filesBelow(folder, (path) => !written.has(path))) {
  rmSync(file);
  console.log(`Removed ${shown(file)}, which has no rule.`);
}
writeFileSync(inRepository('docs', 'facts.md'), renderFacts());
console.log(`Wrote ${pages.size} pages to ${shown(folder)}.`);
