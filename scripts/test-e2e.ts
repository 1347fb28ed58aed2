// npm run test:e2e [-- part of a path …]: the packaged extension in VS Code, driven in a browser.
import { succeeded } from './stages/counts';
import { conclusion } from './stages/failures';
import { endToEndTests } from './stages/e2e';

const counts = await endToEndTests(process.argv.slice(2));
console.log(conclusion(counts));
process.exitCode = succeeded(counts) ? 0 : 1;
