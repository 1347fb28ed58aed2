import { check } from '../../src/engine/check';
import { layers } from '../../src/layers/catalog';
import { parseBicep } from '../../src/sources/bicep/parser';
import type { Host } from '../../src/sources/program';
import { openProgram } from '../../src/sources/template/open-program';
import { generateBicep } from './generate-bicep';
import { median, type Measure } from './measure';

const file = '/main.bicep';
const text = generateBicep(700);
const lines = text.split('\n').length;

function times(rounds: number, run: (round: number) => void): number[] {
  return Array.from({ length: rounds }, (_, round) => {
    const started = performance.now();
    run(round);
    return performance.now() - started;
  });
}

/** How fast text becomes a syntax tree. */
const parsing: Measure = () => {
  times(50, () => parseBicep(text));
  const ms = median(times(100, () => parseBicep(text)));
  return [
    { name: `parsing Bicep, ${lines} lines`, value: text.length / 1e6 / (ms / 1e3), unit: 'MB/s', note: `${ms.toFixed(2)} ms, median of 100` },
  ];
};

/** All work between a key and its warnings: read, evaluate, judge, find the places, and look for each fix. */
function diagnose(current: string): number {
  const host: Host = { read: (asked) => (asked === file ? current : undefined), resolve: (_, reference) => reference };
  const program = openProgram({ files: [file], host });
  let fixes = 0;
  for (const entry of program.entries) {
    for (const finding of check(program.snapshot(entry), { layers, profile: 'recommended', today: '2026-11-24' }).findings) {
      if (program.locate(entry, finding.at) === undefined) continue;
      if (finding.fix !== undefined && program.edits(entry, finding.fix) !== undefined) fixes += 1;
    }
  }
  return fixes;
}

/** A key is typed into a warm editor. Each round has another text, so that nothing can be remembered. */
const keystroke: Measure = () => {
  const typed = (round: number): string => text.replace("'203.0.113.63'", `'203.0.113.${round % 200}'`);
  times(50, (round) => diagnose(typed(round)));
  const all = times(100, (round) => diagnose(typed(round)));
  const worst = [...all].sort((one, other) => other - one)[4] ?? 0;
  return [
    {
      name: `keystroke to diagnostics, ${lines} lines of Bicep`,
      value: median(all),
      unit: 'ms',
      budget: { atMost: 16 },
      note: `median of 100, 95 % under ${worst.toFixed(1)} ms`,
    },
  ];
};

export const measures = [parsing, keystroke];
