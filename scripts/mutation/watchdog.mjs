// A thread that ends its process when that keeps the processor busy for longer than it may. A clock on the wall would
// tell how busy the machine is with other things. It is plain JavaScript, because TypeScript's loader is not in threads.
import { setInterval } from 'node:timers';
import { workerData as until } from 'node:worker_threads';

setInterval(() => {
  const { user, system } = process.cpuUsage();
  if (until[0] > 0 && (user + system) / 1000 > until[0]) process.kill(process.pid, 'SIGKILL');
}, 250);
