import assert from 'node:assert/strict';
import { commands, ConfigurationTarget, workspace } from 'vscode';
import type { Inside } from '../../../src/postgres/inside/inside';
import { askLogin } from '../../../src/vscode/ask-login';
import { choosePlace } from '../../../src/vscode/choose-place';
import { savedPasswords } from '../../../src/vscode/saved-passwords';
import type { Services } from '../../../src/vscode/services';
import { extensionServices } from '../harness/extension-under-test';
import { failing, fleetRead, problemsUntil, serverNamed } from '../harness/fleet';
import { person, type Person } from '../harness/person';

const host = 'pg-orders.postgres.database.azure.com';

const seen: Inside = {
  host,
  at: '2026-11-25T10:15:00.000Z',
  database: 'postgres',
  user: 'pgadmin',
  roles: [
    {
      name: 'old', canLogin: true, superuser: false, createRole: false, createDatabase: false, replication: false, bypassRls: false,
      connectionLimit: -1, validUntil: undefined, memberOf: [], owns: 0, signIn: 'md5',
    },
  ],
  sessions: [{ user: 'old', database: 'shop', address: '203.0.113.9', application: 'web', tls: 'none', count: 2 }],
  hidden: 1,
  extensions: [],
  databases: [],
};

suite('inside servers', () => {
  let services: Services;
  let somebody: Person | undefined;

  suiteSetup(async () => {
    services = await extensionServices();
  });
  teardown(() => somebody?.leave());

  suite('of samples', () => {
    setup(async () => {
      await services.session.restore();
      await services.session.exploreSamples();
      await fleetRead(services);
    });

    test('what a connection told is judged, told to those who plan, and goes when the servers do', async () => {
      const { id } = serverNamed(services, 'pg-orders').summary;
      assert.equal(services.inside.clients(id), undefined);
      assert.ok(!failing(services, 'pg-orders').includes('access/md5-role'));
      await services.documents.setPinned(id, true);
      services.inside.put(id, seen);
      assert.ok(failing(services, 'pg-orders').includes('access/md5-role'));
      const problems = await problemsUntil(services, 'pg-orders', (all) => all.some(({ message }) => message.includes('role old')));
      const problem = problems.find(({ message }) => message.includes('role old'));
      const { text } = services.documents.content(id) ?? { text: '' };
      assert.match(text.split('\n')[problem?.range.start.line ?? 0] ?? '', /"signIn": "md5"/);
      assert.deepEqual(services.inside.clients(id.toUpperCase()), {
        at: seen.at,
        seenBy: 'pgadmin',
        sessions: [{ role: 'old', signIn: 'md5', database: 'shop', address: '203.0.113.9', application: 'web', tls: 'off', count: 2 }],
        hidden: 1,
        roles: [{ name: 'old', signIn: 'md5' }],
      });
      await services.fleet.read(id);
      assert.ok(failing(services, 'pg-orders').includes('access/md5-role'), 'reading the server again loses nothing');
      await services.documents.setPinned(id, false);
      await services.session.signOut();
      assert.equal(services.inside.clients(id), undefined);
    });

    test('what answers at another host is not taken for the server, except where the server is a sample', async () => {
      const { id, subscriptionId } = serverNamed(services, 'pg-orders').summary;
      const node = { kind: 'server', serverId: id, subscriptionId };
      const { state } = services.session;
      assert.equal(state.kind, 'signed-in');
      const real: Services = { ...services, session: { ...services.session, state: { ...state, to: 'azure' } } };
      somebody = person({ types: ['localhost:5433', 'db.example', undefined, ` ${host.toUpperCase()}:6432 `] });
      const places = [await choosePlace(services, node, 'Test'), await choosePlace(real, node, 'Test'), await choosePlace(real, node, 'Test'), await choosePlace(real, node, 'Test')];
      assert.deepEqual(
        places.map((place) => [place?.host, place?.port, place?.server?.summary.name]),
        [['localhost', 5433, 'pg-orders'], ['db.example', 5432, undefined], [host, 5432, 'pg-orders'], [host, 6432, 'pg-orders']],
      );
    });

    test('nobody is asked for a token of samples', async () => {
      somebody = person({ types: ['app', undefined, 'secret'] });
      assert.deepEqual(await askLogin(services, { title: 'Test', host, port: 5432, user: 'pgadmin' }), { user: 'app', database: 'postgres', secret: 'secret', saved: false });
    });

    test('Microsoft’s PostgreSQL extension gets the server, and never a password', async () => {
      const settings = workspace.getConfiguration('extensions');
      await settings.update('confirmedUriHandlerExtensionIds', ['ms-ossdata.vscode-pgsql'], ConfigurationTarget.Global);
      const { id, subscriptionId } = serverNamed(services, 'pg-orders').summary;
      somebody = person({ types: ['shop', 'pgadmin'], picks: ['Microsoft Entra'] });
      await commands.executeCommand('postgresqlSecurity.openInPostgresqlExtension', { kind: 'server', serverId: id, subscriptionId });
      const address = await commands.executeCommand<string>('fixturePgsql.received');
      const [place = '', query = ''] = address.split('?');
      assert.match(place, /^[\w-]+:\/\/ms-ossdata\.vscode-pgsql\/connect$/);
      const parts = new URLSearchParams(query);
      for (const [name, value] of Object.entries({ server: host, database: 'shop', port: '5432', user: 'pgadmin', authenticationType: 'AzureMFA', azureSubscriptionId: subscriptionId, azureResourceGroup: 'rg-shop' })) {
        assert.equal(parts.get(name), value, name);
      }
      assert.doesNotMatch(address, /password|token/i);
      await settings.update('confirmedUriHandlerExtensionIds', undefined, ConfigurationTarget.Global);
    });
  });

  suite('as whoever is signed in to Azure', () => {
    setup(async () => {
      await commands.executeCommand('fixtureSignIn.signIn');
      await services.session.signIn();
    });
    teardown(async () => {
      await commands.executeCommand('fixtureSignIn.signOut');
      await services.session.exploreSamples();
      await fleetRead(services);
    });

    test('signing in with Microsoft Entra comes first, by a token that is fetched anew each time', async () => {
      somebody = person({ picks: ['Sign in as alex@contoso.com with Microsoft Entra'], types: [undefined, 'shop'] });
      const login = await askLogin(services, { title: 'Test', host, port: 5432, user: 'pgadmin' });
      assert.equal(login?.user, 'alex@contoso.com');
      assert.deepEqual([login.database, login.saved], ['shop', false]);
      assert.match(login.secret, /^eyJ/);
      assert.match((await login.fresh?.()) ?? '', /^eyJ/);
    });

    test('a password comes second, a saved one too', async () => {
      const { secrets } = services.context;
      const owner = { host, port: 5432, user: 'app' };
      await savedPasswords.save(secrets, owner, 'kept');
      somebody = person({ picks: ['Sign in with a password', 'Use the saved password'], types: ['app', undefined] });
      assert.deepEqual(await askLogin(services, { title: 'Test', host, port: 5432, user: 'pgadmin' }), { user: 'app', database: 'postgres', secret: 'kept', saved: true });
      await savedPasswords.forget(secrets, owner);
    });

    test('no token is offered to a host that is none of Azure’s', async () => {
      somebody = person({ types: ['app', undefined, 'secret'] });
      const login = await askLogin(services, { title: 'Test', host: 'pg.example.org', port: 5432, user: '' });
      assert.equal(login?.secret, 'secret');
    });
  });
});
