// npm run test:unit [-- part of a path …]: the tests that need no editor.
import { succeeded } from './stages/counts';
import { conclusion } from './stages/failures';
import { unitTests } from './stages/unit';

const counts = await unitTests(process.argv.slice(2));
console.log(conclusion(counts));
process.exitCode = succeeded(counts) ? 0 : 1;
