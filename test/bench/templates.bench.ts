import { createRequire } from 'node:module';
import { inRepository } from '../../scripts/repository';
import type * as analysis from '../../src/bundles/analysis';
import { readJson } from '../../src/sources/arm-template/json-reader';
import { parseBicep } from '../../src/sources/bicep/parser';
import type { Host } from '../../src/sources/program';
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

const json = JSON.stringify({ resources: Array.from({ length: 40 }, (_, index) => ({ type: 'Microsoft.DBforPostgreSQL/flexibleServers', name: `[format('pg{0}', ${index})]`, properties: { network: { publicNetworkAccess: 'Disabled' }, tags: ['a', 'b'], size: index } })) }, undefined, 2);

/** How fast JSON becomes a tree, whole and with a bracket missing, which is read twice. */
const readingJson: Measure = () => {
  const speed = (text: string): number => {
    times(50, () => readJson(text));
    return text.length / 1e6 / (median(times(100, () => readJson(text))) / 1e3);
  };
  return [
    { name: 'reading ARM JSON', value: speed(json), unit: 'MB/s', note: `${json.split('\n').length} lines, median of 100` },
    { name: 'reading ARM JSON without one of its brackets', value: speed(json.replace('{', '')), unit: 'MB/s' },
  ];
};

/** The code as it ships: the loader of the tests makes each function dearer, as it gives it its name at run time. */
const shipped = (): Pick<typeof analysis, 'check' | 'layers' | 'openProgram'> =>
  createRequire(import.meta.url)(inRepository('dist', 'analysis.cjs')) as typeof analysis;

/**
 * All work between a key and its warnings, as the editor does it: read, evaluate, judge, find the places. Fixes are
 * looked for when somebody asks for those at the cursor.
 */
function diagnose({ openProgram, check, layers }: ReturnType<typeof shipped>, current: string): { readonly places: number; readonly fix: () => void } {
  const host: Host = { read: (asked) => (asked === file ? current : undefined), resolve: (_, reference) => reference };
  const program = openProgram({ files: [file], host });
  const found = program.entries.flatMap((entry) =>
    check(program.snapshot(entry), { layers, profile: 'recommended', today: '2026-11-24' }).findings.map((finding) => ({ entry, finding })),
  );
  const places = found.filter(({ entry, finding }) => program.locate(entry, finding.at) !== undefined).length;
  const fixable = found.find(({ finding }) => finding.fix !== undefined);
  return {
    places,
    fix: () => {
      if (fixable?.finding.fix !== undefined) program.edits(fixable.entry, fixable.finding.fix);
    },
  };
}

/** A key is typed into a warm editor. Each round has another text, so that nothing can be remembered. */
const keystroke: Measure = () => {
  const typed = (round: number): string => text.replace("'203.0.113.63'", `'203.0.113.${round % 200}'`);
  const code = shipped();
  const { places } = diagnose(code, text);
  times(80, (round) => void diagnose(code, typed(round)));
  const all = times(100, (round) => void diagnose(code, typed(round)));
  const fixes = Array.from({ length: 40 }, (_, round) => diagnose(code, typed(round))).map(({ fix }) => times(1, fix)[0] ?? 0);
  const worst = [...all].sort((one, other) => other - one)[4] ?? 0;
  return [
    {
      name: `keystroke to diagnostics, ${lines} lines of Bicep`,
      value: median(all),
      unit: 'ms',
      budget: { atMost: 16 },
      note: `median of 100, 95 % under ${worst.toFixed(1)} ms; ${places} findings`,
    },
    { name: 'the quick fix of one of them', value: median(fixes), unit: 'ms', note: 'median of 40' },
  ];
};

export const measures = [parsing, readingJson, keystroke];
