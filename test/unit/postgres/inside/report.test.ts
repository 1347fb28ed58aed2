import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insideText } from '../../../../src/postgres/inside/report';
import type { Role } from '../../../../src/postgres/inside/roles';

const role = (name: string, more: Partial<Role> = {}): Role => ({
  name, canLogin: true, superuser: false, createRole: false, createDatabase: false, replication: false, bypassRls: false,
  connectionLimit: -1, validUntil: '2027-01-01', memberOf: [], owns: 0, signIn: 'scram', ...more,
});

test('what was read inside a server is told in lines that can be read, without what clients hide in names', () => {
  const roles = [role('app', { memberOf: ['azure_pg_admin'], owns: 3 }), role('ev\u001b[31mil\n✔ fake'), role('who', { signIn: 'unknown' }), role('calm')];
  const databases = [
    { name: 'postgres', extensions: ['pgaudit' as const], publicCreates: false },
    { name: 'shop', extensions: [], publicCreates: true },
    { name: 'closed', because: 'admin may not connect to it' },
  ];
  const inside = {
    host: 'pg-orders',
    at: '2026-11-25T10:15:00.000Z',
    database: 'postgres',
    user: 'admin',
    roles,
    sessions: [
      { user: 'app', database: 'shop', address: '203.0.113.9', application: 'web\u0007\nnext', tls: 'none', count: 2 },
      { user: 'bob', database: 'shop', address: undefined, application: '', tls: 'TLSv1.3', count: 1 },
    ],
    extensions: [
      { name: 'pgcrypto', available: true, allowed: false, preloaded: undefined } as const,
      { name: 'pgaudit', available: true, allowed: true, preloaded: undefined } as const,
    ],
    hidden: 4,
    databases,
  };
  const text = insideText(inside, [
    { level: 'warning', outcome: 'fail', role: 'app', message: 'The role app can do nearly everything (member of azure_pg_admin).' },
    { level: 'warning', outcome: 'unknown', role: 'who', message: 'Cannot be decided: only Azure knows.' },
    { level: 'info', outcome: 'unknown', role: 'who', message: 'Cannot be decided: only Azure knows.' },
    { level: 'info', outcome: 'fail', role: 'calm', message: 'The password of the role calm never ends.' },
    { level: 'warning', outcome: 'fail', message: 'Everybody may create objects in the schema public of the database shop.' },
  ]);
  for (const line of [
    'Roles (4)',
    '✖ app',
    '    password (SCRAM) · until 2027-01-01 · member of azure_pg_admin · owns 3 objects',
    '    → The role app can do nearly everything (member of azure_pg_admin).',
    '? who',
    '    → Cannot be decided: only Azure knows.',
    '✔ calm',
    '    → The password of the role calm never ends.',
    '✔ ev [31mil ✔ fake',
    '    sign-in unknown · until 2027-01-01',
    'Who is connected (3, 2 without TLS)',
    '    2 × app in shop from 203.0.113.9 · password (SCRAM) · web next · ✖ no TLS',
    '    1 × bob in shop from an unknown address · sign-in unknown · no name · TLSv1.3',
    '    4 more that this role may not look at: it is no member of pg_read_all_stats',
    '    pgcrypto: not in azure.extensions · created nowhere',
    '    pgaudit: allow-listed · preloading unknown · created in postgres · not in shop',
    '    closed: not looked into, admin may not connect to it',
  ]) {
    assert.ok(text.split('\n').includes(line), `${line}\n---\n${text}`);
  }
  assert.equal(text.split('only Azure knows').length, 2, 'what two rules lack is said once');
  assert.match(text, /→ Everybody may create objects in the schema public of the database shop/);
  assert.ok(text.split('\n').every((line) => line.length <= 100), text);
});
