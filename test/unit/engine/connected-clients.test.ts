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

test('a newer minimum of TLS cuts off what is older and what is without, as far as the server told', () => {
  const by = (tlsVersion: string): ClientSessions => session(tlsVersion, { tlsVersion });
  const many = {
    ...clients,
    sessions: [by('TLSv1'), by('TLSv1.1'), by('TLSv1.2'), by('TLSv1.3'), by('SSLv9'), session('plain', { tls: 'off' }), session('untold'), session('who', { tls: 'unknown' }), session('azuresu', { address: undefined, tls: 'off' })],
  };
  const roles = (before: string): string[] => cutOff(many, { what: 'old-tls', before }).sessions.map(({ role }) => role);
  assert.deepEqual(roles('TLSv1.3'), ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'plain']);
  assert.deepEqual(roles('TLSv1.2'), ['TLSv1', 'TLSv1.1', 'plain']);
  assert.deepEqual(roles('TLSv1'), ['plain']);
  const [words, ...more] = cutOffWords(many, { what: 'old-tls', before: 'TLSv1.1' });
  assert.equal(words, '2 sessions by an older version of TLS or without it were there at 2026-11-25 10:15 UTC: TLSv1 from 203.0.113.9 (web), plain from 203.0.113.9 (web).');
  assert.deepEqual(more, [], 'all roles keep their way to sign in');
});

test('passwords of every kind count as passwords, and what comes from the service itself is not cut off', () => {
  const roles = (['entra', 'scram', 'md5', 'password', 'none'] as const).map((signIn) => ({ name: signIn, signIn }));
  const sessions = roles.map(({ name, signIn }) => session(name, { signIn }));
  const all = { ...clients, roles, sessions: [...sessions, session('inside', { address: undefined })] };
  const found = cutOff(all, { what: 'passwords' });
  assert.deepEqual([found.roles, found.sessions.map(({ role }) => role), found.unclear], [['scram', 'md5', 'password'], ['scram', 'md5', 'password'], []]);
  assert.deepEqual(cutOff(all, { what: 'addresses', cuts: () => true }).sessions.length, sessions.length);
  assert.deepEqual(cutOff(clients, { what: 'addresses', cuts: () => true }).roles, []);
});

test('one is said as one', () => {
  const single = { ...clients, sessions: [session('old', { signIn: 'md5', application: '\u001b' })], roles: [{ name: 'old', signIn: 'md5' as const }] };
  assert.deepEqual(cutOffWords(single, { what: 'md5' }), [
    'One session of roles whose password is kept as MD5 was there at 2026-11-25 10:15 UTC: old from 203.0.113.9.',
    'One role can no longer sign in that way: old.',
  ]);
  assert.deepEqual(cutOffWords({ ...single, sessions: [] }, { what: 'md5' }), ['One role can no longer sign in that way: old.'], 'who is away is cut off too');
  const unclear = { ...single, sessions: [], roles: [{ name: 'who', signIn: 'unknown' as const }] };
  assert.deepEqual(cutOffWords(unclear, { what: 'md5' }), ['Nobody could tell how these roles sign in: who.'], 'no promise where nobody could tell');
});

test('five are named before the rest is counted, and a long name is cut', () => {
  const of = (count: number) => ({ ...clients, sessions: Array.from({ length: count }, (_, index) => session(`${index}`.repeat(70), { tls: 'off', application: '' })) });
  const words = (count: number): string => cutOffWords(of(count), { what: 'plaintext' }).join(' ');
  assert.doesNotMatch(words(5), /more/);
  assert.match(words(6), / and 1 more\.$/);
  assert.match(words(1), /: 0{63} from /);
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
