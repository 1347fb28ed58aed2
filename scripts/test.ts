// npm test [-- --ci]: every test there is, after installing what is missing. --ci adds lint, types and a strict package.
import { parseArgs } from 'node:util';
import { stopOnSignals } from './processes/stop-on-signals';
import { succeeded } from './stages/counts';
import { endToEndTests } from './stages/e2e';
import { hostTests } from './stages/host';
import { runStages } from './stages/run-stages';
import { staticChecks } from './stages/checks';
import { unitTests } from './stages/unit';

const { values } = parseArgs({ options: { ci: { type: 'boolean', default: false } } });
// Processes that the stages start end with this one.
stopOnSignals(() => Promise.resolve());

const total = await runStages([
  ...(values.ci ? [['checks', staticChecks] as const] : []),
  ['unit tests', () => unitTests()],
  ['tests in the extension host', () => hostTests()],
  ['tests end to end', () => endToEndTests()],
]);
process.exit(succeeded(total) ? 0 : 1);
