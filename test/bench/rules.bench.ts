import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundleOptions } from '../../scripts/build/bundle';
import { inRepository, testOutput } from '../../scripts/repository';
import type * as Judging from './judging';
import type { Measure } from './measure';

/** Measures the code as it ships, in a bundle: the loader of the tests names every function, and that takes its time. */
const judging: Measure = async () => {
  const entry = { name: 'judging', source: inRepository('test', 'bench', 'judging.ts') };
  await build({ ...bundleOptions([entry], false), outdir: testOutput });
  const bundle = createRequire(import.meta.url)(join(testOutput, 'judging.cjs')) as typeof Judging;
  return bundle.judging();
};

export const measures = [judging];
