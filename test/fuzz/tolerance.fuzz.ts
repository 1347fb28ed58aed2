/**
 * Breaks valid files at one place each and says how much of the rest is still found: 10,000 edits, or --edits N, of the
 * files below --folder, else of the fuzzers' own.
 */
import { parseArgs } from 'node:util';
import { findCorpus, textOf } from '../bench/corpus/corpus-files';
import { armMaterial } from './arm-material';
import { bicepMaterial } from './bicep-material';
import { Random } from './mutate';
import { measureTolerance } from './tolerance';

const { values: options } = parseArgs({
  options: { edits: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' }, folder: { type: 'string' }, seconds: { type: 'string' }, runs: { type: 'string' } },
});

function filesIn(folder: string): Record<'bicep' | 'json', readonly string[]> {
  const { bicep, compiled } = findCorpus(folder);
  return { bicep: bicep.filter((file) => file.endsWith('.bicep')), json: compiled.map(({ json }) => json) };
}

const texts = (files: readonly string[]): { file: string; text: string }[] =>
  files.flatMap((file) => {
    const text = textOf(file);
    return text === undefined || text.length > 200_000 ? [] : [{ file, text }];
  });

const { folder } = options;
const found = folder === undefined ? undefined : filesIn(folder);
const materials = [
  { language: 'Bicep', scraps: bicepMaterial.scraps, files: found ? texts(found.bicep) : bicepMaterial.seeds.map((text, index) => ({ file: `${index}.bicep`, text })) },
  { language: 'ARM JSON', scraps: armMaterial.scraps, files: found ? texts(found.json) : armMaterial.seeds.map((text, index) => ({ file: `${index}.json`, text })) },
];
for (const { language, scraps, files } of materials) {
  const { edits, mean, firstPercentile, worst } = measureTolerance(files, Number(options.edits), new Random(Number(options.seed)), scraps);
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  console.log(`${language}: after ${edits} single edits of ${files.length} files ${percent(mean)} of the untouched declarations were found; p1 ${percent(firstPercentile)}, worst ${percent(worst.share)}.`);
  // The fuzzers' own files are so small that half of each edit's neighbours are a part of what it breaks.
  if (folder !== undefined && mean < 0.99) {
    console.error(`Too few. The worst is:\n${worst.text.slice(0, 3000)}`);
    process.exitCode = 1;
  }
}
