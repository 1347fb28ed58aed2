import type { Measured } from '../test/bench/measure';

function verdict({ value, budget }: Measured): string {
  if (budget === undefined) return '';
  return ('atMost' in budget ? value <= budget.atMost : value >= budget.atLeast) ? 'ok' : 'OVER';
}

/** Shows a figure beside its budget, on one line. */
export function measuredRow(measured: Measured): string {
  const { name, value, unit, budget, note } = measured;
  const shownBudget = budget === undefined ? '' : 'atMost' in budget ? `≤ ${budget.atMost}` : `≥ ${budget.atLeast}`;
  const figure = Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
  return [name.padEnd(52), figure.padStart(9), unit.padEnd(6), shownBudget.padStart(8), verdict(measured).padEnd(5), note ?? '']
    .join(' ')
    .trimEnd();
}
