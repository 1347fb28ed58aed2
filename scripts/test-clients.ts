// npm run test:clients [-- part of a file name …]: connection strings against a real PostgreSQL with the clients that this machine has tools for.
import { runNodeTests } from './stages/node-tests';
import { succeeded } from './stages/counts';
import { conclusion } from './stages/failures';
import { filesBelow, inRepository, shown } from './repository';

const names = process.argv.slice(2);
const files = filesBelow(inRepository('test', 'clients'), (path) => path.endsWith('.clients.ts')).filter(
  (path) => names.length === 0 || names.some((name) => shown(path).includes(name)),
);
const counts = await runNodeTests(files, { concurrency: 1, timeout: 900_000 });
console.log(conclusion(counts));
process.exit(succeeded(counts) ? 0 : 1);
