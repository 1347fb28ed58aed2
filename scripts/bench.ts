// npm run bench [-- part of a file name …]: prints what is measured beside its budget. A slow machine fails nothing.
import { pathToFileURL } from 'node:url';
import type { Measure } from '../test/bench/measure';
import { bundle } from './build/bundle';
import { measuredRow } from './measured-row';
import { filesBelow, inRepository, shown } from './repository';

const names = process.argv.slice(2);
const files = filesBelow(inRepository('test', 'bench'), (path) => path.endsWith('.bench.ts')).filter(
  (path) => names.length === 0 || names.some((name) => shown(path).includes(name)),
);
await bundle();
for (const file of files) {
  const { measures } = (await import(pathToFileURL(file).href)) as { measures: readonly Measure[] };
  for (const measure of measures) {
    try {
      for (const measured of await measure()) console.log(measuredRow(measured));
    } catch (error) {
      console.log(`${shown(file)} could not measure: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
}
