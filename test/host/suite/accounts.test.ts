import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authentication, commands, type ExtensionContext, type Memento } from 'vscode';
import { createChosenTenants } from '../../../src/vscode/chosen-tenants';
import { signInAgain } from '../../../src/vscode/commands/choose-accounts';
import { chooseTenants } from '../../../src/vscode/commands/choose-tenants';
import { createFleet } from '../../../src/vscode/create-fleet';
import { createInsideServers } from '../../../src/vscode/inside-servers';
import { createResultStore, type ResultStore } from '../../../src/vscode/results/result-store';
import { createSession } from '../../../src/vscode/create-session';
import type { Fleet } from '../../../src/vscode/fleet';
import type { Services } from '../../../src/vscode/services';
import type { Session } from '../../../src/vscode/session';
import { people, severalPeople, tenants, type SeveralPeople } from '../../unit/sources/azure/several-people';
import { until } from '../harness/eventually';
import { extensionServices } from '../harness/extension-under-test';

const [noor, lars] = ['noor@contoso.com', 'lars@northwind.com'];

/** What an extension remembers, for a window of its own. */
function memory(): Memento {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: (key: string, otherwise?: unknown) => kept.get(key) ?? otherwise,
    update: (key: string, value: unknown) => {
      if (value === undefined) kept.delete(key);
      else kept.set(key, value);
      return Promise.resolve();
    },
  } as Memento;
}

/** A sign-in and its servers over accounts and an Azure that exist in this process only. */
interface Window {
  readonly world: SeveralPeople;
  readonly services: Services;
  readonly session: Session;
  readonly fleet: Fleet;
  readonly remembered: Memento;
  readonly folder: string;
  readonly store: ResultStore;
}

const windows: Window[] = [];

async function openWindow(world = severalPeople(), remembered = memory(), folder = mkdtempSync(join(tmpdir(), 'accounts-'))): Promise<Window> {
  const services = await extensionServices();
  const tenantChoice = createChosenTenants(remembered);
  const settings = () => ({ ...services.settings(), signInWith: 'vscode' as const, cloud: 'public' as const, tenant: '' });
  const context = { globalState: remembered } as unknown as ExtensionContext;
  const session = createSession({ context, log: services.log, settings, emulator: undefined, wantsTenant: tenantChoice.wants, httpClient: world.httpClient });
  const store = createResultStore({ folder, onError: (error) => assert.fail(String(error)) });
  const fleet = createFleet({ session, configurations: services.configurations, inside: createInsideServers(), log: services.log, keep: (all) => all, store, version: '1' });
  const opened: Window = { world, services: { ...services, settings, session, fleet, tenants: tenantChoice }, session, fleet, remembered, folder, store };
  windows.push(opened);
  return opened;
}

const idle = ({ fleet }: Window): Promise<void> => until('all is listed and read', fleet.onDidChange, () => fleet.state.kind !== 'loading' && fleet.state.kind !== 'empty' && fleet.pending === 0);

async function signedIn(one: Window): Promise<void> {
  await one.session.signIn();
  assert.equal(one.session.state.kind, 'signed-in', JSON.stringify(one.session.state));
  await one.fleet.listed();
  await idle(one);
}

/** The names of the subscriptions, and who looks at them. */
const shown = ({ fleet }: Window): unknown => fleet.state.subscriptions.map(({ name, account }) => [name, account?.label]);

const arrive = (name: string): Thenable<unknown> => commands.executeCommand('fixtureSignIn.signIn', name);
const leave = (name?: string): Thenable<unknown> => commands.executeCommand('fixtureSignIn.signOut', name);

/** Closes windows, which are done with their folders then. */
async function close(all: readonly Window[]): Promise<void> {
  for (const { fleet, session, store } of all) {
    session.dispose();
    fleet.dispose();
    await store.written();
  }
}

/** Closes every window that a test has opened, and signs everybody out. */
async function closeAll(): Promise<void> {
  const all = windows.splice(0);
  await close(all);
  for (const { folder } of all) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  await leave();
}

suite('several accounts in one tree', () => {
  setup(async () => {
    await leave();
    await arrive(noor);
    await arrive(lars);
  });

  teardown(closeAll);

  test('everybody’s subscriptions are listed, each once, and each server is read as its own account', async () => {
    const one = await openWindow();
    await signedIn(one);
    const { contoso, shared, own } = one.world.subscriptions;
    assert.deepEqual(shown(one), [...contoso.map((name) => [name, noor]), [shared, lars], [own, lars]]);
    assert.equal(one.fleet.servers().length, 24);
    assert.ok(one.fleet.servers().every(({ state }) => state === 'read'));
    assert.deepEqual([...new Set(one.world.calls.filter(({ path }) => /\/firewallRules$/.test(path)).map(({ upn, tid }) => `${upn} ${tid}`))].sort(), [`${lars} ${tenants.northwind}`, `${noor} ${tenants.contoso}`]);
    // A token for PostgreSQL is that of the account whose server it is.
    const northwind = one.fleet.servers(one.fleet.state.subscriptions.find(({ name }) => name === own)?.id)[0];
    assert.ok(northwind);
    const token = await one.session.token('https://ossrdbms-aad.database.windows.net/.default', tenants.northwind, northwind.summary.id);
    assert.equal((JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { readonly upn: string }).upn, lars);
  });

  test('an account that signs out takes along what it held, and nothing else', async () => {
    const one = await openWindow();
    await signedIn(one);
    const before = new Map(one.fleet.servers().map(({ summary, readAt }) => [summary.id, readAt]));
    const northwind = one.fleet.state.subscriptions.filter(({ account }) => account?.label === lars).map(({ id }) => id);
    await one.store.written();
    const kept = (): string => readdirSync(one.folder).map((name) => readFileSync(join(one.folder, name), 'utf8')).join('');
    assert.ok(northwind.every((id) => kept().includes(id.toLowerCase())));
    one.world.calls.length = 0;
    await leave(lars);
    await until('the account is gone', one.session.onDidChange, () => one.session.state.kind === 'signed-in' && one.session.state.label === noor);
    assert.ok(one.fleet.servers().every(({ summary }) => !northwind.includes(summary.subscriptionId)), 'nothing of it is shown from now on');
    await one.fleet.listed();
    await idle(one);
    const left = one.fleet.servers();
    // As a guest the other account sees one of the subscriptions itself, and reads it now.
    assert.equal(left.length, 18);
    const [stayed, taken] = [left.filter(({ summary }) => !northwind.includes(summary.subscriptionId)), left.filter(({ summary }) => northwind.includes(summary.subscriptionId))];
    assert.ok(stayed.length === 12 && stayed.every(({ summary, readAt, report }) => readAt === before.get(summary.id) && report !== undefined), 'what the other has read is still there');
    assert.ok(taken.every(({ summary, readAt }) => (readAt ?? 0) > (before.get(summary.id) ?? Infinity)));
    assert.deepEqual([...new Set(one.world.calls.map(({ upn }) => upn))], [noor]);
    await one.store.written();
    const [own] = northwind.filter((id) => !left.some(({ summary }) => summary.subscriptionId === id));
    assert.ok(own !== undefined && !kept().includes(own.toLowerCase()), 'nothing of it is kept');
    await leave(noor);
    await until('nobody is left', one.session.onDidChange, () => one.session.state.kind === 'signed-out');
    await one.store.written();
    assert.equal(kept(), '');
    assert.deepEqual(one.remembered.keys().filter((key) => one.remembered.get(key) !== undefined), []);
  });

  test('who looks is chosen, and holds in the next window; a new account joins', async () => {
    const one = await openWindow();
    await signedIn(one);
    const accounts = await authentication.getAccounts('microsoft');
    await one.session.useAccounts(accounts.filter(({ label }) => label === noor), false);
    await one.fleet.listed();
    assert.deepEqual(shown(one), [...one.world.subscriptions.contoso, one.world.subscriptions.shared].map((name) => [name, undefined]));
    // Nobody has asked for a refresh: a word on what it spared would be about another question.
    assert.equal(one.fleet.state.reuse, undefined);
    await close([one]);
    const next = await openWindow(one.world, one.remembered, one.folder);
    await next.session.restore();
    assert.ok(next.session.state.kind === 'signed-in');
    assert.equal(next.session.state.label, noor);
    // Somebody nobody has left out.
    await arrive('kim@contoso.com');
    await until('the new account looks too', next.session.onDidChange, () => next.session.state.kind === 'signed-in' && next.session.state.label !== noor);
    assert.deepEqual(next.session.state.accounts?.map(({ label }) => label), ['kim@contoso.com', noor]);
  });

  test('tenants are chosen for each account', async () => {
    const one = await openWindow();
    await signedIn(one);
    const source = await one.session.source();
    assert.deepEqual((await source.tenants()).map(({ name, account }) => [name, account?.label]), [['Northwind', lars], ['Contoso', noor], ['Northwind', noor]]);
    const id = one.session.state.kind === 'signed-in' ? one.session.state.accounts?.find(({ label }) => label === noor)?.id : undefined;
    await one.services.tenants.choose(id ?? '', [tenants.contoso]);
    await one.fleet.refresh();
    assert.equal(one.world.calls.filter(({ upn, tid, path }) => upn === noor && tid === tenants.northwind && path === '/subscriptions').length, 1, 'not asked again');
    assert.equal(one.fleet.state.subscriptions.length, 4);
    await assert.rejects(chooseTenants({ ...one.services, session: { ...one.session, state: { kind: 'signed-out' } } }), { name: 'UserMessage' });
  });
});

suite('a tenant that wants a further step', () => {
  const step = 'c1';
  setup(async () => {
    await leave();
    await arrive(noor);
  });

  teardown(closeAll);

  test('a challenge in the middle leads to a session with what it claims, and everything is listed', async () => {
    const one = await openWindow();
    assert.deepEqual(people[noor], [tenants.contoso, tenants.northwind]);
    await signedIn(one);
    one.world.demand(noor, tenants.northwind, step);
    // Whoever has taken the step is not asked; VS Code would show a dialog otherwise.
    await commands.executeCommand('fixtureSignIn.ready', noor, step);
    one.world.calls.length = 0;
    await one.fleet.refresh();
    assert.deepEqual(one.fleet.state.failures, []);
    assert.equal(one.fleet.state.subscriptions.length, 3);
    const refused = one.world.calls.filter(({ status }) => status === 401);
    assert.ok(refused.length >= 1 && refused.every(({ tid }) => tid === tenants.northwind));
    assert.ok(one.world.calls.some(({ tid, status }) => tid === tenants.northwind && status === 200), 'the new token is taken');
  });

  test('where the person declines it is a row, asked once, and “Sign In to This Tenant” asks again', async () => {
    const one = await openWindow();
    one.world.demand(noor, tenants.northwind, step);
    // VS Code declines each dialog in tests.
    await signedIn(one);
    const [failure, ...others] = one.fleet.state.failures;
    assert.deepEqual([failure?.kind, failure?.tenantId, others.length], ['sign-in', tenants.northwind, 0], JSON.stringify(one.fleet.state.failures));
    assert.match(failure?.message ?? '', /tenant Northwind: .*noor@contoso\.com.*further step/);
    assert.equal(one.fleet.servers().length, 12, 'the other tenant is read meanwhile');
    await assert.rejects(one.session.signInToTenant(tenants.northwind), { name: 'UserMessage' });
    await commands.executeCommand('fixtureSignIn.ready', noor, step);
    await one.fleet.refresh();
    assert.equal(one.fleet.state.failures.length, 1, 'nobody is asked again by themselves');
    await one.session.signInToTenant(tenants.northwind);
    await one.fleet.refresh();
    assert.deepEqual(one.fleet.state.failures, []);
    assert.equal(one.fleet.state.subscriptions.length, 3);
    // The answer holds for whatever asks next.
    const { calls } = one.world;
    calls.length = 0;
    await one.fleet.refresh();
    assert.ok(calls.every(({ status }) => status === 200), JSON.stringify(calls.filter(({ status }) => status !== 200)));
  });

  test('an account that has to sign in again is a row with its name, and the others are listed', async () => {
    await arrive(lars);
    const one = await openWindow();
    one.world.demand(noor, tenants.contoso, step);
    await signedIn(one);
    const [failure] = one.fleet.state.failures;
    // Without its home an account does not even know its tenants.
    assert.deepEqual([failure?.kind, failure?.tenantId, failure?.account?.label], ['sign-in', undefined, noor]);
    assert.deepEqual(shown(one), [one.world.subscriptions.shared, one.world.subscriptions.own].map((name) => [name, lars]));
    await commands.executeCommand('fixtureSignIn.ready', noor, step);
    await signInAgain(one.services, { kind: 'failure', failure, index: 0 });
    assert.equal(one.fleet.state.subscriptions.length, 4);
  });
});
