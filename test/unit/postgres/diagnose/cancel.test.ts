import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { connect } from '../../../../src/postgres/connect';
import { diagnose } from '../../../../src/postgres/diagnose/diagnose';
import { lookInside } from '../../../../src/postgres/inside/look-inside';
import { readRoots } from '../../../../src/postgres/trusted-roots';
import { startPostgres, type PostgresServer } from '../../../postgres/server';

let server: PostgresServer;
before(async () => {
  server = await startPostgres();
});
after(() => server.stop());

const cancelled = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
const login = (): { user: string; database: string; secret: string } => ({ user: server.user, database: 'postgres', secret: server.password });
const roots = (): ReturnType<typeof readRoots> => readRoots(server.authority.root.pem, 'root.crt');

describe('somebody who has waited long enough', () => {
  it('ends a diagnosis in the middle of a step, and its connection with it', async () => {
    const hanging = createServer();
    hanging.listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    const controller = new AbortController();
    const accepted = once(hanging, 'connection') as Promise<[Socket]>;
    const { port } = hanging.address() as AddressInfo;
    const diagnosis = diagnose({ host: 'localhost', port, signal: controller.signal });
    const [socket] = await accepted;
    socket.resume();
    const closed = once(socket, 'close');
    await once(socket, 'data');
    controller.abort();
    await assert.rejects(diagnosis, cancelled);
    await closed;
    hanging.close();
  });

  it('ends it while a name is looked up, or before it has begun', async () => {
    const controller = new AbortController();
    const names = { addresses: () => new Promise<never>(() => controller.abort()), alias: () => Promise.resolve(undefined) };
    await assert.rejects(diagnose({ host: 'db.example', port: 1, names, signal: controller.signal }), cancelled);
    await assert.rejects(diagnose({ host: 'localhost', port: server.port, roots: roots(), signal: AbortSignal.abort() }), cancelled);
  });

  it('ends a question to a database, which is no error of the server', async () => {
    const controller = new AbortController();
    const connection = await connect({ host: 'localhost', port: server.port, roots: roots(), login: login(), signal: controller.signal });
    const asked = connection.query('select pg_sleep(10)');
    controller.abort();
    await assert.rejects(asked, cancelled);
    await connection.end();
  });

  it('ends a look inside a server, and none of its databases is said to be closed', async () => {
    await assert.rejects(lookInside({ host: 'localhost', port: server.port, roots: roots(), login: login(), signal: AbortSignal.abort() }), cancelled);
    const controller = new AbortController();
    // Comes when the first connection is made, in the middle of it all.
    const look = lookInside({ host: 'localhost', port: server.port, roots: roots(), login: login(), signal: controller.signal }, () => {
      controller.abort();
      return new Date();
    });
    await assert.rejects(look, cancelled);
  });
});
