// npm test [-- --ci]: every test there is, after installing what is missing. --ci adds lint, types and a strict package.
import { parseArgs } from 'node:util';
import { stopOnSignals } from './processes/stop-on-signals';
import { countsLine, succeeded, sum, type Counts } from './stages/counts';
import { endToEndTests } from './stages/e2e';
import { hostTests } from './stages/host';
import { staticChecks } from './stages/checks';
import { unitTests } from './stages/unit';

const { values } = parseArgs({ options: { ci: { type: 'boolean', default: false } } });
// Processes that the stages start end with this one.
stopOnSignals(() => Promise.resolve());

const stages: readonly (readonly [string, () => Counts | Promise<Counts>])[] = [
  ...(values.ci ? [['checks', staticChecks] as const] : []),
  ['unit tests', () => unitTests()],
  ['tests in the extension host', () => hostTests()],
  ['tests end to end', () => endToEndTests()],
];

const parts: Counts[] = [];
for (const [name, run] of stages) {
  console.log(`\n── ${name}`);
  try {
    const counts = await run();
    // A stage that finds no tests has lost them, which is a failure.
    if (!succeeded(counts) && counts.failed === 0) throw new Error('There was not a single test to run.');
    console.log(`${name}: ${countsLine(counts)}`);
    parts.push(counts);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.log(`${name}: could not run`);
    parts.push({ passed: 0, failed: 1, skipped: 0 });
  }
}
const total = sum(parts);
console.log(`\n${countsLine(total)}`);
process.exit(succeeded(total) ? 0 : 1);
