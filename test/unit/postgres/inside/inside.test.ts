import assert from 'node:assert/strict';
import { escapeIdentifier } from 'pg';
import { after, before, describe, it } from 'node:test';
import { connect, type Connection } from '../../../../src/postgres/connect';
import { carryOutSteps } from '../../../../src/postgres/inside/carry-out-steps';
import { createExtensionSteps, databasesWith, whyNotCreated } from '../../../../src/postgres/inside/create-extension';
import { createRoleSteps, type RoleWish } from '../../../../src/postgres/inside/create-role';
import { readExtensions } from '../../../../src/postgres/inside/extensions';
import { lookInside } from '../../../../src/postgres/inside/look-inside';
import { readRoles } from '../../../../src/postgres/inside/roles';
import { readSessions } from '../../../../src/postgres/inside/sessions';
import { scramVerifier } from '../../../../src/postgres/scram';
import { readRoots } from '../../../../src/postgres/trusted-roots';
import { startPostgres, type PostgresServer } from '../../../postgres/server';

let server: PostgresServer;
let admin: Connection;
before(async () => {
  server = await startPostgres({ settings: ['allow_system_table_mods=on'] });
  admin = await open();
  for (const statement of setUp) await admin.query(statement);
});
after(async () => {
  await admin.end();
  await server.stop();
});

const setUp = [
  'create role azure_pg_admin nologin createrole',
  "create role app login password 'x' in role azure_pg_admin connection limit 5",
  "create role reader login password 'x' valid until '2027-06-30'",
  'create role ada login',
  "insert into pg_shseclabel (objoid, classoid, provider, label) select oid, 'pg_authid'::regclass, 'pgaadauth', 'aadauth,oid=1,type=user' from pg_roles where rolname = 'ada'",
  "set password_encryption = 'md5'",
  "create role old login password 'old'",
  'create schema shop',
  'create table shop.orders (id int generated always as identity, note text)',
];

/** Stands in for the functions that only Azure has. */
const azureFunctions = [
  `create function pg_catalog.azure_roles_authtype() returns table (rolename name, authtype text) language sql as $$
     select rolname, case when rolpassword like 'md5%' then 'MD5' when rolpassword like 'SCRAM%' then 'SCRAM-SHA-256' else 'NOLOGIN' end from pg_authid $$`,
  `create function pg_catalog.pgaadauth_create_principal_with_oid(role text, oid text, type text, is_admin boolean, is_mfa boolean) returns text language plpgsql as $$
     begin execute format('create role %I login', role); return 'made ' || type || ' ' || oid; end $$`,
];

function open(user = 'postgres', secret = server.password, database = 'postgres'): Promise<Connection> {
  return connect({ host: 'localhost', port: server.port, roots: readRoots(server.authority.root.pem, 'root.crt'), login: { user, database, secret } });
}

async function create(wish: RoleWish): Promise<void> {
  for (const { database, statements } of createRoleSteps(wish)) {
    assert.equal(database, 'postgres');
    await admin.transaction(statements);
  }
}

const plain = async (name: string, password: string, preset: RoleWish['preset']): Promise<RoleWish> => ({
  name,
  signIn: { by: 'password', verifier: await scramVerifier(password) },
  preset,
  database: 'postgres',
  schema: 'shop',
});

describe('inside a server', () => {
  it('roles are read with attributes, membership, sign-in, end and limit', async () => {
    const roles = new Map((await readRoles(admin)).map((role) => [role.name, role]));
    assert.deepEqual(roles.get('app'), {
      name: 'app', canLogin: true, superuser: false, createRole: false, createDatabase: false, replication: false, bypassRls: false,
      connectionLimit: 5, validUntil: undefined, memberOf: ['azure_pg_admin'], owns: 0, signIn: 'scram',
    });
    assert.equal(roles.get('reader')?.validUntil, '2027-06-30');
    assert.equal(roles.get('old')?.signIn, 'md5');
    assert.equal(roles.get('ada')?.signIn, 'entra');
    assert.equal(roles.get('azure_pg_admin')?.signIn, 'none');
    assert.ok([...roles.keys()].every((name) => !name.startsWith('pg_')));
  });

  it('how a role signs in is unknown to whom Azure would not tell, and not fine', async () => {
    const reader = await open('reader', 'x');
    const roles = await readRoles(reader);
    await reader.end();
    assert.equal(roles.find(({ name }) => name === 'old')?.signIn, 'unknown');
    assert.equal(roles.find(({ name }) => name === 'ada')?.signIn, 'entra');
  });

  it('every database is looked into by a connection of its own, and those that may not be entered are named', async () => {
    for (const name of ['shop', 'closed', 'frozen', 'azure_sys', 'odd "one"']) await admin.query(`create database ${escapeIdentifier(name)}`);
    await admin.query('revoke connect on database closed from public');
    await admin.query('alter database frozen allow_connections false');
    const shop = await open('postgres', server.password, 'shop');
    await shop.query('create extension pgcrypto schema public');
    await shop.query('grant create on schema public to public');
    await shop.end();
    const target = { host: 'localhost', port: server.port, roots: readRoots(server.authority.root.pem, 'root.crt'), login: { user: 'reader', database: 'postgres', secret: 'x' } };
    const { databases, user, sessions, at } = await lookInside(target, () => new Date('2026-11-25T10:00:00Z'));
    assert.deepEqual(databases, [
      { name: 'closed', because: 'reader may not connect to it' },
      { name: 'frozen', because: 'it takes no connections' },
      { name: 'odd "one"', extensions: [], publicCreates: false },
      { name: 'postgres', extensions: [], publicCreates: false },
      { name: 'shop', extensions: ['pgcrypto'], publicCreates: true },
    ]);
    assert.deepEqual([user, sessions, at], ['reader', [], '2026-11-25T10:00:00.000Z']);
  });

  it('a function of the name that Azure’s has counts in pg_catalog only', async () => {
    await admin.query(`create function public.azure_roles_authtype() returns table (rolename name, authtype text) language sql as $$ select 'old'::name, 'SCRAM-SHA-256' $$`);
    assert.equal((await readRoles(admin)).find(({ name }) => name === 'old')?.signIn, 'md5');
    for (const statement of azureFunctions) await admin.query(statement);
    assert.equal((await readRoles(admin)).find(({ name }) => name === 'old')?.signIn, 'md5');
    assert.equal((await readRoles(admin)).find(({ name }) => name === 'app')?.signIn, 'scram');
  });

  it('sessions are counted by role, address, application and TLS', async () => {
    const others = await Promise.all([open('app', 'x'), open('app', 'x'), open('reader', 'x')]);
    const { sessions, hidden } = await readSessions(admin);
    await Promise.all(others.map((connection) => connection.end()));
    assert.deepEqual(sessions, [
      { user: 'app', database: 'postgres', address: '127.0.0.1', application: 'postgresql-security', tls: 'TLSv1.3', count: 2 },
      { user: 'reader', database: 'postgres', address: '127.0.0.1', application: 'postgresql-security', tls: 'TLSv1.3', count: 1 },
    ]);
    assert.equal(hidden, 0);
  });

  it('sessions that may not be looked into are counted, and not taken for nobody', async () => {
    const [app, reader] = await Promise.all([open('app', 'x'), open('reader', 'x')]);
    const { sessions, hidden } = await readSessions(reader);
    await Promise.all([app.end(), reader.end()]);
    // The administrator's and that of app.
    assert.deepEqual([sessions, hidden], [[], 2]);
  });

  it('objects are counted over all databases', async () => {
    const app = await open('app', 'x');
    await app.query('create temporary table mine (id int)');
    const owns = (await readRoles(admin)).find(({ name }) => name === 'app')?.owns ?? 0;
    await app.end();
    assert.ok(owns > 0);
  });

  it('pgcrypto and pgaudit are looked for', async () => {
    assert.deepEqual(await readExtensions(admin), [
      { name: 'pgcrypto', available: true, allowed: undefined, preloaded: false },
      { name: 'pgaudit', available: false, allowed: undefined, preloaded: false },
    ]);
  });
});

describe('a role that is created', () => {
  it('signs in with the password, which was never sent', async () => {
    await create(await plain('shop_reader', 'an unsent password', 'read-only'));
    const reader = await open('shop_reader', 'an unsent password');
    assert.deepEqual(await reader.query('select count(*)::int as n from shop.orders'), [{ n: 0 }]);
    await assert.rejects(reader.query("insert into shop.orders (note) values ('x')"), /permission denied/);
    await reader.end();
    assert.doesNotMatch(server.log(), /unsent password/);
  });

  it('may do what its preset says and no more, with tables of later too', async () => {
    await create(await plain('shop_writer', 'x', 'read-write'));
    await create(await plain('shop_owner', 'x', 'owner'));
    await create(await plain('shop_monitor', 'x', 'monitoring'));
    await admin.query('create table shop.later (id int)');
    const [writer, owner, monitor] = await Promise.all(['shop_writer', 'shop_owner', 'shop_monitor'].map((name) => open(name, 'x')));
    await writer?.query("insert into shop.orders (note) values ('x')");
    await writer?.query('insert into shop.later values (1)');
    await assert.rejects(writer!.query('create table shop.mine (id int)'), /permission denied/);
    await owner?.query('create table shop.mine (id int)');
    assert.deepEqual(await monitor?.query('select count(*)::int as n from pg_stat_activity where query is null'), [{ n: 0 }]);
    await assert.rejects(monitor!.query('select from shop.orders'), /permission denied/);
    for (const connection of [writer, owner, monitor]) await connection?.end();
  });

  it('has the limit and the end that were asked for', async () => {
    await create({ ...(await plain('short_lived', 'x', 'monitoring')), connectionLimit: 3, validUntil: '2030-01-31' });
    const role = (await readRoles(admin)).find(({ name }) => name === 'short_lived');
    assert.deepEqual([role?.connectionLimit, role?.validUntil, role?.signIn], [3, '2030-01-31', 'scram']);
  });

  const hostile = [
    'a"b', "a'b", 'a\\b', 'a;b', 'x"; drop table shop.orders; --', "x'); drop table shop.orders; --", '$$', '$1', 'Größe ♥', ' leading', 'UPPER', 'select', '"', "\\'", 'a\nb', '%I', '--', '/*',
  ];
  for (const name of hostile) {
    it(`keeps the name ${JSON.stringify(name)} as it is`, async () => {
      await create(await plain(name, `pass ${name}`, 'read-only'));
      assert.ok((await readRoles(admin)).some((role) => role.name === name));
      const connection = await open(name, `pass ${name}`);
      assert.deepEqual(await connection.query('select current_user::text as me'), [{ me: name }]);
      await connection.end();
      assert.equal((await admin.query(`select from pg_class where relname = 'orders'`)).length, 1);
    });
  }

  it('of Microsoft Entra is made by Azure’s own function, hostile names too', async () => {
    for (const name of ['grace@contoso.com', "o'hara@contoso.com", 'y\'); drop table shop.orders; --']) {
      await create({ name, signIn: { by: 'entra', objectId: '11111111-2222-3333-4444-555555555555', type: 'user' }, preset: 'read-only', database: 'postgres', schema: 'shop' });
      assert.ok((await readRoles(admin)).some((role) => role.name === name));
    }
    assert.equal((await admin.query(`select from pg_class where relname = 'orders'`)).length, 1);
  });
});

describe('an extension that is created', () => {
  const target = () => ({ host: 'localhost', port: server.port, roots: readRoots(server.authority.root.pem, 'root.crt'), login: { user: 'postgres', database: 'postgres', secret: server.password } });
  const partly = (done: readonly { database: string }[], failed: { database: string }): string => `in ${done.map(({ database }) => database).join()}, not in ${failed.database}`;

  it('is there afterwards in the databases that were chosen, hostile names too, and in no other', async () => {
    for (const name of ['one', 'two; "x', 'untouched']) await admin.query(`create database ${escapeIdentifier(name)}`);
    await carryOutSteps(target(), createExtensionSteps('pgcrypto', ['one', 'two; "x']), partly);
    const inside = await lookInside(target());
    assert.deepEqual(databasesWith(inside, 'pgcrypto', true).filter((name) => name !== 'shop'), ['one', 'two; "x']);
    assert.ok(databasesWith(inside, 'pgcrypto', false).includes('untouched'));
    const one = await open('postgres', server.password, 'one');
    assert.deepEqual(await one.query(`select n.nspname::text as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace where extname = 'pgcrypto'`), [{ schema: 'public' }]);
    await one.end();
  });

  it('tells where it is and where not when a database refuses', async () => {
    await admin.query('create database third');
    await assert.rejects(carryOutSteps(target(), createExtensionSteps('pgcrypto', ['third', 'frozen', 'untouched']), partly), /^\w*:? ?in third, not in frozen: /);
    assert.ok(!databasesWith(await lookInside(target()), 'pgcrypto', true).includes('untouched'));
  });

  it('is not tried where PostgreSQL would refuse, and the reason says what comes first', () => {
    const state = { name: 'pgaudit', available: true, allowed: true, preloaded: true } as const;
    assert.equal(whyNotCreated(state), undefined);
    assert.match(whyNotCreated({ ...state, available: false }) ?? '', /does not have pgaudit/);
    assert.match(whyNotCreated({ ...state, allowed: false }) ?? '', /azure\.extensions/);
    assert.match(whyNotCreated({ ...state, preloaded: false }) ?? '', /shared_preload_libraries.*restart/);
    assert.equal(whyNotCreated({ ...state, name: 'pgcrypto', allowed: undefined, preloaded: false }), undefined);
  });
});
