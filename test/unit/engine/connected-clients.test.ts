import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutOff, type ClientSessions, type ConnectedClients } from '../../../src/engine/connected-clients';
import { cutOffWords } from '../../../src/engine/cut-off-words';

const session = (role: string, more: Partial<ClientSessions> = {}): ClientSessions => ({
  role, signIn: 'scram', database: 'shop', address: '203.0.113.9', application: 'web', tls: 'on', count: 1, ...more,
});

const clients: ConnectedClients = {
  at: '2026-11-25T10:15:30.000Z',
  seenBy: 'admin',
  hidden: 0,
  sessions: [
    session('app', { tls: 'off', count: 2 }),
    session('old', { signIn: 'md5', address: '198.51.100.7' }),
    session('ada', { signIn: 'entra' }),
    session('azuresu', { signIn: 'unknown', address: undefined, tls: 'off', count: 9 }),
  ],
  roles: [
    { name: 'app', signIn: 'scram' },
    { name: 'old', signIn: 'md5' },
    { name: 'ada', signIn: 'entra' },
    { name: 'mystery', signIn: 'unknown' },
  ],
};

test('without TLS, only sessions over the network are cut off, not those of the service itself', () => {
  assert.deepEqual(cutOff(clients, { what: 'plaintext' }).sessions.map(({ role }) => role), ['app']);
  assert.deepEqual(cutOffWords(clients, { what: 'plaintext' }), [
    '2 sessions without TLS were there at 2026-11-25 10:15 UTC: 2 × app from 203.0.113.9 (web).',
  ]);
});

test('without passwords, roles that are not connected count too, and what nobody could tell is named', () => {
  const { sessions, roles, unclear } = cutOff(clients, { what: 'passwords' });
  assert.deepEqual([sessions.map(({ role }) => role), roles, unclear], [['app', 'old'], ['app', 'old'], ['mystery']]);
  assert.deepEqual(cutOffWords(clients, { what: 'passwords' }), [
    '3 sessions of roles that sign in with a password were there at 2026-11-25 10:15 UTC: 2 × app from 203.0.113.9 (web), old from 198.51.100.7 (web).',
    '2 roles can no longer sign in that way: app, old.',
    'Nobody could tell how these roles sign in: mystery.',
  ]);
});

test('roles whose password is kept as MD5 are found', () => {
  assert.deepEqual(cutOff(clients, { what: 'md5' }).roles, ['old']);
});

test('sessions from closed addresses are found', () => {
  const cut = { what: 'addresses', cuts: (address: string) => address.startsWith('198.') } as const;
  assert.deepEqual(cutOff(clients, cut).sessions.map(({ role }) => role), ['old']);
});

test('nobody there is no promise, and nobody looked is no nobody', () => {
  const quiet = { ...clients, sessions: [], roles: [], hidden: 3 };
  assert.deepEqual(cutOffWords(quiet, { what: 'plaintext' }), [
    'Nobody was connected without TLS at 2026-11-25 10:15 UTC. Clients that connect now and then may have been away.',
    '3 more sessions were there that admin may not look into.',
  ]);
  assert.match(cutOffWords(undefined, { what: 'md5' }).join(' '), /clients that are not known may be cut off/);
});

test('many are counted and few are named, without what clients hide in names', () => {
  const many = { ...clients, sessions: Array.from({ length: 8 }, (_, index) => session(`ev\u001b[2Jil${index}`, { tls: 'off' })) };
  const [words = ''] = cutOffWords(many, { what: 'plaintext' });
  assert.match(words, /^8 sessions .* and 3 more\.$/);
  assert.ok(!words.includes('\u001b'));
});
