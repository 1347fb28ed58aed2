// npm run bench [-- part of a file name …]: prints what is measured beside its budget. A slow machine fails nothing.
import { pathToFileURL } from 'node:url';
import type { Measure, Measured } from '../test/bench/measure';
import { bundle } from './build/bundle';
import { filesBelow, inRepository, shown } from './repository';

function verdict({ value, budget }: Measured): string {
  if (budget === undefined) return '';
  return ('atMost' in budget ? value <= budget.atMost : value >= budget.atLeast) ? 'ok' : 'OVER';
}

function row(measured: Measured): string {
  const { name, value, unit, budget, note } = measured;
  const shownBudget = budget === undefined ? '' : 'atMost' in budget ? `≤ ${budget.atMost}` : `≥ ${budget.atLeast}`;
  const figure = Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
  return [name.padEnd(52), figure.padStart(9), unit.padEnd(6), shownBudget.padStart(8), verdict(measured).padEnd(5), note ?? '']
    .join(' ')
    .trimEnd();
}

const names = process.argv.slice(2);
const files = filesBelow(inRepository('test', 'bench'), (path) => path.endsWith('.bench.ts')).filter(
  (path) => names.length === 0 || names.some((name) => shown(path).includes(name)),
);
await bundle();
for (const file of files) {
  const { measures } = (await import(pathToFileURL(file).href)) as { measures: readonly Measure[] };
  for (const measure of measures) {
    try {
      for (const measured of await measure()) console.log(row(measured));
    } catch (error) {
      console.log(`${shown(file)} could not measure: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
}
