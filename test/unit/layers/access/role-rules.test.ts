import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check } from '../../../../src/engine/check';
import { layers } from '../../../../src/layers/catalog';
import type { Role } from '../../../../src/postgres/inside/roles';
import type { Inside } from '../../../../src/postgres/inside/inside';
import { onlyInside } from '../../../../src/sources/database/only-inside';
import { withInside } from '../../../../src/sources/database/with-inside';
import { liveServer } from '../build-snapshot';

const role = (name: string, more: Partial<Role> = {}): Role => ({
  name, canLogin: true, superuser: false, createRole: false, createDatabase: false, replication: false, bypassRls: false,
  connectionLimit: -1, validUntil: '2027-01-01', memberOf: [], owns: 0, signIn: 'scram', ...more,
});

const inside = (more: Partial<Inside> = {}): Inside => ({
  host: 'pg-orders', at: '2026-11-25T10:15:00.000Z', database: 'postgres', user: 'boss',
  roles: [], sessions: [], hidden: 0, extensions: [], databases: [], ...more,
});

/** The live server `db`, administered by `boss` and the Entra group `Admins`, as somebody saw it who had connected. */
function reportOf(seen: Inside | undefined) {
  const { snapshot, server, today } = liveServer('flexible', {
    properties: { administratorLogin: 'boss' },
    children: { administrators: [{ name: '1', properties: { principalName: 'Admins', principalType: 'Group' } }] },
  });
  const { servers } = check(withInside(snapshot, server.resource.key, seen), { layers, profile: 'strict', today, showUnknown: true });
  const [report] = servers;
  assert.ok(report);
  return report;
}

function verdicts(id: string, seen: Inside | undefined): string[] {
  return reportOf(seen).findings.filter(({ rule }) => rule.id === id).map(({ outcome, message }) => `${outcome}: ${message}`);
}

const line = (layer: string, title: string, seen: Inside | undefined) => {
  const found = reportOf(seen).layers.find((one) => one.layer.id === layer)?.facts.find((fact) => fact.title === title);
  assert.ok(found, `${title} is not shown`);
  return found;
};

describe('access/md5-role', () => {
  it('fails for a role whose password is kept as MD5, and says which', () => {
    const roles = [role('old', { signIn: 'md5' }), role('app'), role('ada', { signIn: 'entra' }), role('group', { canLogin: false, signIn: 'none' })];
    assert.deepEqual(verdicts('access/md5-role', inside({ roles })), ['fail: The password of the role old is kept as MD5. Set it anew while password_encryption is scram-sha-256.']);
  });

  it('holds for roles that sign nobody in, and for those of the service', () => {
    const roles = [role('group', { canLogin: false, signIn: 'md5' }), ...['azuresu', 'azure_superuser', 'azure_pg_admin', 'replication'].map((name) => role(name, { signIn: 'md5' }))];
    assert.deepEqual(verdicts('access/md5-role', inside({ roles })), []);
    const alike = ['my_azuresu', 'azure_superuser2', 'replication_app', 'app_replication'];
    assert.equal(verdicts('access/md5-role', inside({ roles: alike.map((name) => role(name, { signIn: 'md5' })) })).length, alike.length, 'names that only look like those of the service');
  });

  it('is undecided where Azure does not tell how a role signs in', () => {
    assert.match(verdicts('access/md5-role', inside({ roles: [role('app', { signIn: 'unknown' })] })).join(), /^unknown: .*only Azure knows/);
  });
});

describe('access/powerful-role', () => {
  it('holds for the administrators that Azure keeps, and for roles of the service', () => {
    const roles = [role('boss', { createRole: true, memberOf: ['azure_pg_admin'] }), role('Admins', { memberOf: ['azure_pg_admin'] }), role('azuresu', { superuser: true }), role('app')];
    assert.deepEqual(verdicts('access/powerful-role', inside({ roles })), []);
  });

  it('fails for what a role has by itself and through other roles, however they go round', () => {
    const roles = [
      role('app', { createRole: true, bypassRls: true }),
      role('job', { memberOf: ['ops'] }),
      role('ops', { canLogin: false, memberOf: ['azure_pg_admin', 'loop'] }),
      role('loop', { canLogin: false, memberOf: ['ops'] }),
    ];
    assert.deepEqual(verdicts('access/powerful-role', inside({ roles })), [
      'fail: The role app can do nearly everything (CREATEROLE, BYPASSRLS). Use it to administer only, not in applications.',
      'fail: The role job can do nearly everything (member of azure_pg_admin). Use it to administer only, not in applications.',
    ]);
  });
});

describe('what makes a role powerful', () => {
  const held = (more: Partial<Role>): string | undefined => /\((.*)\)/.exec(verdicts('access/powerful-role', inside({ roles: [role('app', more)] })).join())?.[1];

  it('is each attribute and each group that reaches everything, by itself', () => {
    assert.deepEqual(
      [{ superuser: true }, { createRole: true }, { bypassRls: true }, { replication: true }].map(held),
      ['SUPERUSER', 'CREATEROLE', 'BYPASSRLS', 'REPLICATION'],
    );
    for (const group of ['azure_pg_admin', 'pg_write_all_data', 'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files']) {
      assert.equal(held({ memberOf: [group] }), `member of ${group}`);
    }
  });

  it('is named in the same order, however Azure lists it', () => {
    assert.equal(held({ superuser: true, memberOf: ['pg_write_server_files', 'azure_pg_admin'] }), 'SUPERUSER, member of azure_pg_admin, member of pg_write_server_files');
  });

  it('is not what many roles need', () => {
    for (const more of [{}, { createDatabase: true }, { memberOf: ['pg_read_all_data', 'pg_monitor'] }, { superuser: true, canLogin: false }]) assert.equal(held(more), undefined);
  });

  it('is expected of nobody but the administrators of that very server', () => {
    const roles = [role('Boss', { createRole: true }), role('admins', { createRole: true })];
    assert.equal(verdicts('access/powerful-role', inside({ roles })).length, 2);
  });
});

describe('access/endless-password', () => {
  it('fails for passwords without an end, not for Microsoft Entra', () => {
    const roles = [role('app', { validUntil: undefined }), role('ada', { validUntil: undefined, signIn: 'entra' }), role('short'), role('nobody', { validUntil: undefined, signIn: 'none' }), role('group', { validUntil: undefined, canLogin: false })];
    assert.deepEqual(verdicts('access/endless-password', inside({ roles })), ['fail: The password of the role app never ends. Give it an end (VALID UNTIL), or sign in with Microsoft Entra.']);
    assert.match(verdicts('access/endless-password', inside({ roles: [role('who', { validUntil: undefined, signIn: 'unknown' })] })).join(), /^unknown: /);
  });

  it('speaks in the stricter profile only', () => {
    const { findings } = check(onlyInside(inside({ roles: [role('app', { validUntil: undefined })] })), { layers, profile: 'recommended', today: '2026-11-25' });
    assert.deepEqual(findings.filter(({ rule }) => rule.inside), []);
  });
});

describe('access/public-schema', () => {
  it('fails for each database in which everybody creates, and is undecided where nobody looked', () => {
    const databases = [
      { name: 'shop', extensions: [], publicCreates: true },
      { name: 'fine', extensions: [], publicCreates: false },
      { name: 'closed', because: 'boss may not connect to it' },
    ];
    assert.deepEqual(verdicts('access/public-schema', inside({ databases })), [
      'fail: Everybody may create objects in the schema public of the database shop. REVOKE CREATE ON SCHEMA public FROM PUBLIC.',
      'unknown: Cannot be decided: the database closed was not looked into: boss may not connect to it.',
    ]);
  });
});

describe('what was read inside a server', () => {
  const seen = inside({
    roles: [role('App'), role('app', { signIn: 'md5', connectionLimit: 5, memberOf: ['shop'], owns: 1, validUntil: undefined }), role('ev\u202eil\u001b[2J')],
    sessions: [{ user: 'app', database: 'shop', address: '203.0.113.9', application: 'web', tls: 'none', count: 2 }],
    hidden: 3,
    extensions: [
      { name: 'pgcrypto', available: true, allowed: false, preloaded: undefined },
      { name: 'pgaudit', available: true, allowed: true, preloaded: false },
    ],
    databases: [
      { name: 'shop', extensions: ['pgaudit'], publicCreates: false },
      { name: 'other', extensions: [], publicCreates: false },
      { name: 'closed', because: 'boss may not connect to it' },
    ],
  });

  it('is shown with who looked when, a line for each role and session', () => {
    const roles = line('access', 'PostgreSQL roles', seen);
    assert.equal(roles.text, '3 · read 2026-11-25 10:15 UTC as boss');
    assert.deepEqual(roles.details?.map(({ title, text }) => `${title}: ${text}`), [
      'App: password (SCRAM) · until 2027-01-01',
      'app: password (MD5) · at most 5 connections · member of shop · owns 1 object',
      'ev il [2J: password (SCRAM) · until 2027-01-01',
    ]);
    assert.equal(new Set(roles.details.map(({ at }) => JSON.stringify(at))).size, 3, 'names that differ in case only are two places');
    const who = line('access', 'Who is connected', seen);
    assert.equal(who.text, '2 sessions · 2 without TLS · 3 more that boss may not look into · read 2026-11-25 10:15 UTC as boss');
    assert.deepEqual(who.details?.map(({ title, text }) => `${title}: ${text}`), ['app: 2 sessions · by password (MD5) · 203.0.113.9 · database shop · web · no TLS']);
  });

  it('tells of each role what it may and how it signs in', () => {
    const roles = [
      role('ada', { signIn: 'entra', validUntil: undefined, superuser: true, createDatabase: true }),
      role('plain', { signIn: 'password', connectionLimit: 0, owns: 2 }),
      role('none', { signIn: 'none', connectionLimit: 1, validUntil: undefined, memberOf: ['a', 'b'] }),
      role('group', { canLogin: false, signIn: 'scram', validUntil: undefined }),
      role('who', { signIn: 'unknown', validUntil: undefined }),
      role('nobody', { canLogin: false, signIn: 'unknown', validUntil: undefined }),
    ];
    assert.deepEqual(line('access', 'PostgreSQL roles', inside({ roles })).details?.map(({ title, text, state }) => `${title}: ${text} (${state})`), [
      'ada: Microsoft Entra · SUPERUSER · CREATEDB (set)',
      'plain: password · until 2027-01-01 · at most 0 connections · owns 2 objects (set)',
      'none: no sign-in · at most 1 connection · member of a, b (set)',
      'group: no sign-in (set)',
      'who: sign-in unknown (unknown)',
      'nobody: no sign-in (set)',
    ]);
  });

  it('tells of each session from where it is and how it is protected', () => {
    const session = { user: 'app', database: 'shop', address: '203.0.113.9', application: '', tls: 'TLSv1.3', count: 1 } as const;
    const who = line('access', 'Who is connected', inside({
      roles: [role('app'), role('who', { signIn: 'unknown' })],
      sessions: [session, { ...session, user: 'who', address: undefined, application: 'psql', tls: 'none' }, { ...session, user: 'gone', tls: 'unknown', count: 2 }],
    }));
    assert.equal(who.text, '4 sessions · read 2026-11-25 10:15 UTC as boss', 'what stays within the server needs no TLS');
    assert.deepEqual(who.details?.map(({ title, text }) => `${title}: ${text}`), [
      'app: 1 session · by password (SCRAM) · 203.0.113.9 · database shop · TLSv1.3',
      'who: 1 session · sign-in unknown · within the server · database shop · psql · no TLS',
      'gone: 2 sessions · sign-in unknown · 203.0.113.9 · database shop · TLS unknown',
    ]);
    assert.equal(line('access', 'Who is connected', inside({ sessions: [session] })).text, '1 session · read 2026-11-25 10:15 UTC as boss');
  });

  it('tells of extensions in each database, and names those that nobody could enter', () => {
    assert.equal(line('audit', 'Extension pgaudit in databases', seen).text, 'created in shop · 1 not looked into · allow-listed · not preloaded · read 2026-11-25 10:15 UTC as boss');
    const crypto = line('encryption', 'Extension pgcrypto in databases', seen);
    assert.equal(crypto.text, 'created in none · 1 not looked into · not in azure.extensions · read 2026-11-25 10:15 UTC as boss');
    assert.deepEqual(crypto.details?.map(({ title, text }) => `${title}: ${text}`), [
      'shop: not created',
      'other: not created',
      'closed: unknown: the database closed was not looked into: boss may not connect to it',
    ]);
  });

  it('is quietly unknown where nobody has connected: no finding, and no layer that could not be read', () => {
    const { layers: results, findings } = reportOf(undefined);
    assert.equal(line('access', 'PostgreSQL roles', undefined).text, 'not read: nobody has connected to a database');
    assert.deepEqual(results.flatMap(({ unread }) => unread).filter((words) => /connected to a database/.test(words)), []);
    assert.ok(findings.filter(({ rule }) => rule.inside).every(({ outcome }) => outcome === 'unknown'));
  });

  it('gives way to a newer reading, and goes with it', () => {
    const { snapshot, server } = liveServer('flexible', {});
    const { key } = server.resource;
    const first = withInside(snapshot, key, seen);
    const second = withInside(first, key, inside({ roles: [role('new')] }));
    assert.deepEqual(second.children(key, 'PostgreSQL/roles').items.map(({ name }) => name), ['new']);
    assert.equal(second.children(key, 'PostgreSQL/roles').complete, true);
    assert.deepEqual(withInside(second, key, undefined).resources, snapshot.resources);
    assert.equal(withInside(snapshot, key, undefined), snapshot);
  });
});
