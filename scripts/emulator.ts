import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCertificate } from '../src/emulator/certificate';
import { createEmulator } from '../src/emulator/emulator';
import { generateFleet } from '../src/emulator/generate-fleet';
import { startHttpServer } from '../src/emulator/http-server';
import { sampleFleet } from '../src/emulator/sample-fleet';

const usage = `Serves Azure Resource Manager for PostgreSQL, in memory, on 127.0.0.1.

  npm run emulator -- [options]

  --port N           port to listen on; 0 takes a free one (default 4170)
  --servers N        serves a generated fleet of N servers instead of the sample fleet; 0 is a subscription without any
  --subscriptions N  spreads a generated fleet over N subscriptions
  --seed N           makes another fleet and other identifiers (default 1)
  --operation-ms N   how long an operation takes, in milliseconds (default 2000)
  --page-size N      entries per page of a list (default 100)
  --throttle         refuses what Resource Manager's limits would refuse
  --any-token        takes any bearer token, not only the emulator's own (needs --https)
  --https            serves https with a certificate made on the spot
  --help             shows this text

Faults, the log of requests and the token are at /__emulator/faults, /__emulator/requests, /__emulator/reset
and /__emulator/token.`;

/** A mistake in the options, told without a stack. */
class UsageError extends Error {}

function readOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        servers: { type: 'string' },
        subscriptions: { type: 'string' },
        seed: { type: 'string' },
        'operation-ms': { type: 'string' },
        'page-size': { type: 'string' },
        throttle: { type: 'boolean' },
        'any-token': { type: 'boolean' },
        https: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readNumber(name: string, text: string | undefined, fallback: number, minimum: number, maximum: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
    throw new UsageError(`--${name} must be a whole number from ${minimum} to ${maximum}, not '${text}'.`);
  }
  return value;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    console.log(usage);
    return;
  }
  const port = readNumber('port', options.port, 4170, 0, 65535);
  const seed = readNumber('seed', options.seed, 1, 0, 0xffffffff);
  const servers = options.servers === undefined ? undefined : readNumber('servers', options.servers, 0, 0, 100_000);
  const subscriptions = readNumber('subscriptions', options.subscriptions, 0, 1, 10_000);
  const operationMs = readNumber('operation-ms', options['operation-ms'], 2000, 0, 3_600_000);
  const pageSize = readNumber('page-size', options['page-size'], 100, 1, 1000);
  if (subscriptions > 0 && servers === undefined) throw new UsageError('--subscriptions needs --servers: the sample fleet has three.');
  if (options['any-token'] && !options.https) throw new UsageError('--any-token needs --https: a real token must not travel over http.');

  const emulator = createEmulator({
    seed,
    operationMs,
    pageSize,
    fleet: servers !== undefined ? generateFleet({ servers, seed, ...(subscriptions > 0 && { subscriptions }) }) : sampleFleet(),
    throttling: options.throttle ? 'azure' : 'off',
    tokens: options['any-token'] ? 'any' : 'own',
  });
  const certificate = options.https ? await makeCertificate() : undefined;
  const running = await startHttpServer(emulator, { port, ...(certificate && { certificate }) });
  const folder = certificate && mkdtempSync(join(tmpdir(), 'postgresql-security-emulator-'));
  console.log(`Azure emulator: ${running.url} (${servers !== undefined ? `${servers} servers, seed ${seed}` : 'sample fleet'}). Ctrl+C ends it.`);
  if (certificate && folder) {
    const file = join(folder, 'certificate.pem');
    writeFileSync(file, certificate.cert);
    console.log(`Certificate ${certificate.fingerprint}; clients on Node trust it with NODE_EXTRA_CA_CERTS=${file}`);
  }
  const stop = (): void => {
    if (folder) rmSync(folder, { recursive: true, force: true });
    void running.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

try {
  await main();
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (error instanceof UsageError) console.error(`${error.message}\nSee --help.`);
  else if (code === 'EADDRINUSE') console.error('The port is in use; choose another with --port, or 0 for a free one.');
  else if (code === 'EACCES') console.error('The port may not be used by this account; choose one above 1023 with --port.');
  else throw error;
  process.exitCode = 2;
}
