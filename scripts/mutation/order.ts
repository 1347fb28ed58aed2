import type { Attempt, Observed } from './answers';
import type { Mutant } from './instrument';

/** Which tests may notice a mutant, and in which order they are tried. */
export interface Order {
  readonly attempt: (mutant: Mutant, number: number) => Attempt;
  /** Says which test noticed a mutant: it probably notices the next one of that file as well. */
  readonly noticed: (mutant: Mutant, key: string) => void;
}

/** Tests that take longer come after all others. */
const quickMs = 15;

/** How many folders two paths have in common, counted from the folders below src and test/unit. */
function nearness(source: string, test: string): number {
  const [a, b] = [source.split('/').slice(1), test.replace('.test', '').split('/').slice(2)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? a.length : at;
}

export function createOrder({ tests, passes }: Observed, loads: (test: string, source: string) => boolean): Order {
  const places = new Map(tests.map(({ key }, place) => [key, place]));
  const all = tests.map((_, place) => place);
  /** When each test last noticed a mutant of a source. */
  const history = new Map<string, Map<number, number>>();
  let time = 0;

  /** Orders tests by who noticed mutants of that source lately, then the closest, then the fastest. */
  function ordered(source: string, candidates: readonly number[], byFile: boolean): readonly number[] {
    const latest = new Map<string | number, number>();
    for (const [place, at] of history.get(source) ?? []) {
      latest.set(place, at);
      const file = tests[place]?.file ?? '';
      latest.set(file, Math.max(at, latest.get(file) ?? 0));
    }
    const ranked = candidates.flatMap((place) => {
      const test = tests[place];
      if (test === undefined) return [];
      const { file, ms } = test;
      const slow = ms > quickMs ? ms : 0;
      return [{ place, file, ms, slow, fileAt: byFile ? (latest.get(file) ?? 0) : 0, at: latest.get(place) ?? 0, near: nearness(source, file) }];
    });
    return ranked
      .sort((a, b) => a.slow - b.slow || b.fileAt - a.fileAt || (byFile ? b.near - a.near || a.file.localeCompare(b.file) || b.at - a.at : b.at - a.at || b.near - a.near) || a.ms - b.ms)
      .map(({ place }) => place);
  }

  return {
    attempt: ({ fileName }, number) => {
      const { whileLoading, files, tests: passing, most } = passes[number] ?? { whileLoading: false, files: [], tests: [], most: 0 };
      const own = new Set(passing);
      // What is passed while modules load may change what any test sees that loads them.
      const mayNotice = (place: number): boolean => {
        const file = tests[place]?.file ?? '';
        return own.has(place) || files.includes(file) || (whileLoading && loads(file, fileName));
      };
      const anew = whileLoading || files.length > 0;
      const candidates = anew ? all.filter(mayNotice) : passing;
      const slowest = candidates.reduce((ms, place) => Math.max(ms, tests[place]?.ms ?? 0), 0);
      return { ask: 'try', mutant: number, tests: ordered(fileName, candidates, anew), anew, hitLimit: 1000 + most * 100, limitMs: 3000 + slowest * 10 };
    },
    noticed: ({ fileName }, key) => {
      const place = places.get(key);
      if (place === undefined) return;
      const known = history.get(fileName) ?? new Map<number, number>();
      known.set(place, ++time);
      history.set(fileName, known);
    },
  };
}
