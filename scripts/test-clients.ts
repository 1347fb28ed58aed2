// npm run test:clients: connection strings against a real PostgreSQL with the clients that this machine has tools for.
import { runNodeTests } from './stages/node-tests';
import { countsLine, succeeded } from './stages/counts';
import { filesBelow, inRepository } from './repository';

const files = filesBelow(inRepository('test', 'clients'), (path) => path.endsWith('.clients.ts'));
const counts = await runNodeTests(files, { concurrency: 1, timeout: 900_000 });
console.log(countsLine(counts));
process.exit(succeeded(counts) ? 0 : 1);
