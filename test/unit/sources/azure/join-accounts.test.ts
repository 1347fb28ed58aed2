import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TokenCredential } from '@azure/core-auth';
import type { AzureSource } from '../../../../src/sources/azure/azure-source';
import { clouds } from '../../../../src/sources/azure/cloud';
import { createAzureSource } from '../../../../src/sources/azure/create-azure-source';
import { joinAccounts } from '../../../../src/sources/azure/join-accounts';
import { severalPeople, tenants, tokenOf, type SeveralPeople } from './several-people';

const [noor, lars] = ['noor@contoso.com', 'lars@northwind.com'];

const credentialOf = (upn: string, tenant: string): TokenCredential => ({ getToken: () => Promise.resolve({ token: tokenOf(upn, tenant), expiresOnTimestamp: Date.UTC(2100, 0, 1) }) });

const sourceOf = ({ httpClient }: SeveralPeople, upn: string): AzureSource =>
  createAzureSource({ credential: credentialOf(upn, ''), credentialFor: (tenant) => credentialOf(upn, tenant), cloud: clouds.public, httpClient });

const both = (world: SeveralPeople) => joinAccounts([noor, lars].map((label) => ({ id: label, label, source: sourceOf(world, label) })));

test('the subscriptions of all accounts, each once and as the account whose home it is', async () => {
  const world = severalPeople();
  const { items, failures } = await both(world).subscriptions();
  const { contoso, shared, own } = world.subscriptions;
  assert.deepEqual(failures, []);
  assert.deepEqual(
    items.map(({ name, account }) => [name, account?.label]),
    [...contoso.map((name) => [name, noor]), [shared, lars], [own, lars]],
  );
  // Alone, the guest reads it.
  const alone = await joinAccounts([{ id: noor, label: noor, source: sourceOf(world, noor) }]).subscriptions();
  assert.deepEqual(alone.items.map(({ name, account }) => [name, account]), [...contoso, shared].map((name) => [name, undefined]));
});

test('servers are listed, read and scanned as their account, in their tenant', async () => {
  const world = severalPeople();
  const source = both(world);
  const { items: subscriptions } = await source.subscriptions();
  const lists = [await source.servers(subscriptions), await source.singleServers(subscriptions)];
  assert.deepEqual(lists.flatMap(({ failures }) => failures), []);
  const servers = lists.flatMap(({ items }) => items);
  assert.equal(servers.length, 24);
  assert.equal(new Set(servers.map(({ id }) => id)).size, 24);
  world.calls.length = 0;
  const read: string[] = [];
  await source.scan({ servers, needs: [], onRead: (id) => read.push(id) });
  assert.equal(read.length, 24);
  const asked = new Set(world.calls.map(({ upn, tid }) => `${upn} ${tid}`));
  assert.deepEqual([...asked].sort(), [`${lars} ${tenants.northwind}`, `${noor} ${tenants.contoso}`]);
  const northwind = servers.find(({ subscriptionId }) => subscriptions.find(({ id }) => id === subscriptionId)?.tenantId === tenants.northwind);
  assert.ok(northwind);
  assert.equal((await source.principal(northwind.id)).name, lars);
  assert.equal(await source.accountFor(northwind.id), lars);
  assert.equal((await source.principal()).name, noor);
});

test('whoever asks for a server before anything was listed gets its account all the same', async () => {
  const world = severalPeople();
  const { items } = await both(world).subscriptions();
  const own = items.find(({ name }) => name === world.subscriptions.own);
  const id = `/subscriptions/${own?.id ?? ''}/resourceGroups/rg/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg`;
  assert.equal(await both(world).accountFor(id), lars);
});

test('a guest is in a tenant what its directory says, for whoever asks about a server there', async () => {
  const world = severalPeople();
  const source = joinAccounts([{ id: noor, label: noor, source: sourceOf(world, noor) }]);
  const { items } = await source.subscriptions();
  const shared = items.find(({ name }) => name === world.subscriptions.shared);
  const id = `/subscriptions/${shared?.id ?? ''}/resourceGroups/rg/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg`;
  const there = await source.principal(id);
  assert.deepEqual([there.objectId, there.tenantId], [`${noor} in ${tenants.northwind}`, tenants.northwind]);
});

test('an account that has to sign in again is told, and the others are listed', async () => {
  const world = severalPeople();
  const source = joinAccounts([{ id: noor, label: noor, source: undefined }, { id: lars, label: lars, source: sourceOf(world, lars) }]);
  const { items, failures } = await source.subscriptions();
  assert.deepEqual(items.map(({ name }) => name), [world.subscriptions.shared, world.subscriptions.own]);
  assert.deepEqual(failures, [{ kind: 'sign-in', message: `Could not list the servers of ${noor}: the account has to sign in again. Sign in as ${noor}.`, account: { id: noor, label: noor } }]);
  assert.throws(() => joinAccounts([{ id: noor, label: noor, source: undefined }]), /Nobody is signed in/);
});

test('what an account may not read says whose trouble it is', async () => {
  const world = severalPeople();
  world.demand(noor, tenants.contoso, 'c1');
  const { items, failures } = await both(world).subscriptions();
  assert.deepEqual(items.map(({ name }) => name), [world.subscriptions.shared, world.subscriptions.own]);
  // Its home tells the guest's tenants too, so that nothing of it can be listed.
  assert.deepEqual(failures.map(({ kind, account }) => [kind, account?.label]), [['sign-in', noor]]);
});
