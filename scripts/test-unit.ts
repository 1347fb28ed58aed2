// npm run test:unit [-- part of a path …]: the tests that need no editor.
import { countsLine, succeeded } from './stages/counts';
import { unitTests } from './stages/unit';

const counts = await unitTests(process.argv.slice(2));
console.log(countsLine(counts));
process.exitCode = succeeded(counts) ? 0 : 1;
