// npm run corpus -- FOLDER: how well a folder of real templates is understood, beside what the compiler made of them.
import { resolve } from 'node:path';
import { compareLists } from '../test/bench/corpus/agreement';
import { findCorpus } from '../test/bench/corpus/corpus-files';
import { readJsonCorpus } from '../test/bench/corpus/json-reading';
import { measureKeystrokes } from '../test/bench/corpus/keystrokes';
import { parseCorpus } from '../test/bench/corpus/parsing';
import { compareSnapshots } from '../test/bench/corpus/snapshots';

const [given] = process.argv.slice(2);
if (given === undefined) throw new Error('Name a folder with templates: npm run corpus -- FOLDER');
const folder = resolve(given);
const share = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
const list = (lines: readonly string[]): void => {
  for (const line of lines) console.log(`    ${line}`);
};

const corpus = findCorpus(folder);
const parsed = [
  ...['.bicep', '.bicepparam'].map((ending) => [ending, parseCorpus(corpus.bicep.filter((file) => file.endsWith(ending)), folder)] as const),
  ['.json', readJsonCorpus(corpus.compiled.map(({ json }) => json), folder)] as const,
];
for (const [ending, { files, withDiagnostics, characters, ms }] of parsed) {
  const speed = (characters / 1e6 / (ms / 1e3)).toFixed(1);
  console.log(`${files} ${ending} files, ${withDiagnostics.length} (${share(withDiagnostics.length, files)}) with parse diagnostics; ${speed} MB/s`);
  list(withDiagnostics);
}
if (corpus.leftOut > 0) console.log(`${corpus.leftOut} files were left out: they are broken on purpose, or copies of others.`);

const { templates, agreeing, resources, mismatches } = compareLists(corpus, folder);
console.log(`${agreeing} of ${templates} compiled templates (${share(agreeing, templates)}) list the same resources; ${resources} resources and modules`);
list(mismatches);

for (const [what, types] of [['PostgreSQL', /\bmicrosoft\.dbforpostgresql\//], ['any resources', /^(?!microsoft\.resources\/deployments$)/]] as const) {
  const snapshots = compareSnapshots(corpus, folder, types);
  console.log(`${snapshots.agreeing} of ${snapshots.templates} templates with ${what} (${share(snapshots.agreeing, snapshots.templates)}) mean the same evaluated, ${snapshots.butForRegistries} more but for modules of registries; ${snapshots.resources} resources`);
  list(snapshots.mismatches);
}

for (const [isAsked, what] of [[true, 'as the editor does it'], [false, 'were all of them about PostgreSQL']] as const) {
  const { files, ms } = await measureKeystrokes(corpus.bicep, isAsked);
  const at = (part: number): string => (ms[Math.min(ms.length - 1, Math.floor(part * ms.length))] ?? 0).toFixed(1);
  console.log(`keystroke to diagnostics in ${files} files of 500 to 700 lines, ${what}: p50 ${at(0.5)}, p95 ${at(0.95)}, at most ${at(1)} ms of processor time`);
}
