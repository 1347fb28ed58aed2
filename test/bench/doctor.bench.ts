import { spawnSync } from 'node:child_process';
import { commandLine } from '../../scripts/build/bundle';
import { diagnose } from '../../src/postgres/diagnose/diagnose';
import { readRoots } from '../../src/postgres/trusted-roots';
import { createAuthority } from '../postgres/certificates';
import { refusals } from '../postgres/refusals';
import { startScripted } from '../postgres/scripted-server';
import { startPostgres } from '../postgres/server';
import { median, type Measure, type Measured } from './measure';

const rounds = 11;

/** Each server that must be refused: the code that comes out, and how long that takes. */
const refused: Measure = async () => {
  const authority = createAuthority('Bench');
  const roots = readRoots(authority.root.pem, 'root.crt');
  const measured: Measured[] = [];
  for (const { name, code, script, wish, direct = false } of refusals(authority)) {
    const server = await startScripted(script, wish);
    const started = performance.now();
    const { diagnosis } = await diagnose({ host: 'localhost', port: server.port, roots, direct });
    const value = performance.now() - started;
    await server.stop();
    if (diagnosis.failure !== code) throw new Error(`A server that ${name} ended as ${diagnosis.failure ?? 'verified'}, not ${code}.`);
    measured.push({ name: `refuses a server that ${name}`, value, unit: 'ms', budget: { atMost: 10_000 }, note: code });
  }
  return measured;
};

/** A healthy server signed in to by the command line, over what psql takes to do the same, each a process of its own. */
const healthy: Measure = async () => {
  const server = await startPostgres();
  try {
    const { host, port, user, password, rootFile } = server;
    const env = { ...process.env, NODE_OPTIONS: '', PGPASSWORD: password };
    const time = (command: string, args: readonly string[]): number => {
      const started = performance.now();
      const { status, error, stderr } = spawnSync(command, args, { env, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${command} failed, or is not installed: ${error?.message ?? stderr.slice(0, 300)}`);
      return performance.now() - started;
    };
    const psql = ['-X', '-At', '-c', 'select 1', `host=${host} port=${port} user=${user} dbname=postgres sslmode=verify-full sslrootcert=${rootFile}`];
    const doctor = [commandLine, 'diagnose', `${host}:${port}`, '--root-cert', rootFile, '--user', user];
    const times = Array.from({ length: rounds }, () => ({ psql: time('psql', psql), doctor: time(process.execPath, doctor) }));
    const steps: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const roots = readRoots(server.authority.root.pem, 'root.crt');
      const { diagnosis } = await diagnose({ host, port, roots, login: { user, database: 'postgres', secret: password } });
      steps.push(diagnosis.steps.reduce((sum, { ms }) => sum + ms, 0));
    }
    const [psqlMs, doctorMs] = [median(times.map((one) => one.psql)), median(times.map((one) => one.doctor))];
    return [
      { name: 'diagnosis of a healthy server over psql, processes', value: doctorMs / psqlMs, unit: '×', note: `${doctorMs.toFixed(0)} ms over ${psqlMs.toFixed(0)} ms, medians of ${rounds}` },
      { name: 'diagnosis of a healthy server over psql, its steps', value: median(steps) / psqlMs, unit: '×', note: `${median(steps).toFixed(0)} ms of connecting, without starting Node.js` },
    ];
  } finally {
    await server.stop();
  }
};

export const measures: readonly Measure[] = [refused, healthy];
