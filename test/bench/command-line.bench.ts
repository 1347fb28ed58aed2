import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../../scripts/build/bundle';
import { inRepository } from '../../scripts/repository';
import { median, type Measure } from './measure';

const rounds = 15;

function run(args: readonly string[]): { ms: number; status: number | null; error: string } {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
  return { ms: performance.now() - started, status, error: stderr };
}

/** One file checked by a new process, over a Node.js process that does nothing: a ratio, because machines differ. */
const coldCheck: Measure = () => {
  if (!existsSync(commandLine)) throw new Error('There is no command line yet.');
  const folder = mkdtempSync(join(tmpdir(), 'postgresql-security-bench-'));
  try {
    const empty = join(folder, 'empty.cjs');
    writeFileSync(empty, '');
    const check = [commandLine, 'check', inRepository('test', 'fixtures', 'workspace', 'main.bicep')];
    const first = run(check);
    if (first.status !== 0 && first.status !== 1) throw new Error(`The command line failed: ${first.error.slice(0, 500)}`);
    const times = Array.from({ length: rounds }, () => ({ empty: run([empty]).ms, check: run(check).ms }));
    const emptyMs = median(times.map((time) => time.empty));
    const checkMs = median(times.map((time) => time.check));
    return [
      {
        name: 'check of one file, cold, over an empty Node.js',
        value: checkMs / emptyMs,
        unit: '×',
        budget: { atMost: 3.5 },
        note: `${checkMs.toFixed(0)} ms over ${emptyMs.toFixed(0)} ms, medians of ${rounds}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const measures = [coldCheck];
