import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { connect, type Connection, type Target } from '../../src/postgres/connect';
import { carryOutSteps } from '../../src/postgres/inside/carry-out-steps';
import { createExtensionSteps, databasesWith, whyNotCreated } from '../../src/postgres/inside/create-extension';
import { readExtensions } from '../../src/postgres/inside/extensions';
import { lookInside } from '../../src/postgres/inside/look-inside';
import { readRoots } from '../../src/postgres/trusted-roots';
import { findProgramsWith } from '../postgres/programs';
import { startPostgres, type PostgresServer } from '../postgres/server';

const programs = findProgramsWith('pgaudit');

const targetOf = ({ port, user, password, authority }: PostgresServer): Target => ({
  host: 'localhost',
  port,
  roots: readRoots(authority.root.pem, 'root.crt'),
  login: { user, database: 'postgres', secret: password },
});

async function over<T>(target: Target, use: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect(target);
  try {
    return await use(connection);
  } finally {
    await connection.end();
  }
}

describe('pgaudit itself', { skip: programs === undefined && 'there is no PostgreSQL with pgaudit on this machine (Debian: postgresql-15-pgaudit)' }, () => {
  let loaded: PostgresServer;
  let without: PostgresServer;
  before(async () => {
    if (programs === undefined) return;
    [loaded, without] = await Promise.all([startPostgres({ programs, settings: ['shared_preload_libraries=pgaudit'] }), startPostgres({ programs })]);
  });
  after(() => Promise.all([loaded.stop(), without.stop()]));

  it('is created in the databases that were chosen, and then writes down what is done in them', async () => {
    const target = targetOf(loaded);
    await over(target, ({ query }) => query('create database shop'));
    const before = await lookInside(target);
    const state = before.extensions.find(({ name }) => name === 'pgaudit');
    assert.deepEqual(state, { name: 'pgaudit', available: true, allowed: undefined, preloaded: true });
    assert.equal(whyNotCreated(state), undefined);
    assert.deepEqual(databasesWith(before, 'pgaudit', false), ['postgres', 'shop']);
    await carryOutSteps(target, createExtensionSteps('pgaudit', ['postgres', 'shop']), () => '');
    assert.deepEqual(databasesWith(await lookInside(target), 'pgaudit', true), ['postgres', 'shop']);
    await over({ ...target, login: { ...target.login, database: 'shop' } }, async ({ query }) => {
      await query("set pgaudit.log = 'ddl'");
      await query('create table public.orders (id int)');
    });
    assert.match(loaded.log(), /AUDIT: SESSION,1,1,DDL,CREATE TABLE,TABLE,public\.orders/);
  });

  it('is refused as it is said where nobody has loaded it', async () => {
    const target = targetOf(without);
    const state = (await over(target, readExtensions)).find(({ name }) => name === 'pgaudit');
    assert.deepEqual([state?.available, state?.preloaded], [true, false]);
    assert.match((state && whyNotCreated(state)) ?? '', /shared_preload_libraries/);
    await assert.rejects(carryOutSteps(target, createExtensionSteps('pgaudit', ['postgres']), () => ''), /pgaudit must be loaded via shared_preload_libraries/);
  });
});
