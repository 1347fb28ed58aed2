// Runs a command in this process group and ends the whole group when the parent is gone, however it ended.
// Started by owned-process.ts, with a pipe as standard input: the system closes it when the parent dies.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
// Only the command runs as another user: that one may not be able to read this file.
const [uid, gid] = process.env.GUARDED_USER?.split(':').map(Number) ?? [];
const user = uid === undefined ? {} : { uid, gid };
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...user });

function end(signal) {
  try {
    // The group has this process's id; a second signal makes sure of processes that ignore the first.
    process.kill(-process.pid, signal);
  } catch {
    child.kill(signal);
  }
}

process.on('SIGTERM', () => {});
process.stdin.resume();
process.stdin.on('end', () => {
  end('SIGTERM');
  setTimeout(() => end('SIGKILL'), 2000);
});
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));
