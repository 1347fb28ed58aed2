// npm run test:host [-- --grep PATTERN]: Mocha inside VS Code's extension host. HOST_TEST_VERBOSE=1 shows its console.
import { parseArgs } from 'node:util';
import { succeeded } from './stages/counts';
import { conclusion } from './stages/failures';
import { hostTests } from './stages/host';

const { values } = parseArgs({ options: { grep: { type: 'string' } } });
const counts = await hostTests(values.grep);
console.log(conclusion(counts));
process.exitCode = succeeded(counts) ? 0 : 1;
