import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { configurationName } from '../../../src/engine/configuration/configuration';
import type { Emulator } from '../../../src/emulator/emulator';
import { emulatorToken } from '../../../src/emulator/emulator-credential';
import { createEmulator } from '../../../src/emulator/emulator';
import type { RunningServer } from '../../../src/emulator/http-server';
import { startHttpServer } from '../../../src/emulator/http-server';
import { sampleFleet, sampleSubscriptions, sampleTenantId } from '../../../src/emulator/sample-fleet';
import type { Evidence } from '../../../src/outputs/evidence';
import { formatEvidenceText } from '../../../src/outputs/evidence-text';
import { runIn } from './run-command';

let folder: string;
let emulator: Emulator;
let server: RunningServer;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scan-'));
  emulator = createEmulator();
  server = await startHttpServer(emulator);
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.close();
});

const scan = async (...args: string[]) => {
  emulator.reset();
  return runIn(folder, ['scan', '--cloud', server.url, ...args]);
};

describe('scan', () => {
  test('all servers as evidence: who looked when at what, what was found, what was seen', async () => {
    const { code, out, error } = await scan('--format', 'json');
    assert.equal(error, '');
    assert.equal(code, 1);
    const evidence = JSON.parse(out) as Evidence;
    assert.deepEqual([evidence.version, evidence.complete, evidence.profile, evidence.principal.name], [1, true, 'recommended', 'alex@contoso.com']);
    assert.deepEqual(evidence.scope, ['all subscriptions that can be read (3)']);
    assert.deepEqual(evidence.servers.map(({ name }) => name), ['pg-identity', 'pg-payments', 'pg-catalog', 'pg-orders', 'pg-dev-01', 'pg-legacy', 'pg-analytics', 'pg-reports', 'pg-telemetry', 'pg-vectors']);
    assert.equal(evidence.summary.read, 10);
    const open = evidence.servers.find(({ name }) => name === 'pg-orders')?.findings.find(({ ruleId }) => ruleId === 'firewall/open-to-internet');
    assert.equal(open?.resource, `/subscriptions/${sampleSubscriptions.production}/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-orders/firewallrules/allow-all`);
    assert.ok(Date.parse(evidence.startedAt) <= Date.parse(evidence.endedAt));
  });

  test('some of them: by subscription, resource group and server', async () => {
    const names = async (...args: string[]) => (JSON.parse((await scan('--format', 'json', ...args)).out) as Evidence).servers.map(({ name }) => name);
    assert.deepEqual(await names('--subscription', 'contoso staging'), ['pg-legacy', 'pg-analytics', 'pg-reports', 'pg-telemetry', 'pg-vectors']);
    assert.deepEqual(await names('--subscription', sampleSubscriptions.production, '--resource-group', 'RG-Shop'), ['pg-catalog', 'pg-orders']);
    const id = `/subscriptions/${sampleSubscriptions.production}/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-orders`;
    assert.deepEqual(await names('--server', id), ['pg-orders']);
    // Only the server's own subscription was looked through for it.
    assert.equal(emulator.requests.count({ subscription: sampleSubscriptions.staging }), 0);
  });

  test('a tenant is signed in to by its id or domain, and evidence says so; one that there is not is told', async () => {
    for (const tenant of ['contoso.com', sampleTenantId]) {
      const { principal, scope } = JSON.parse((await scan('--format', 'json', '--tenant', tenant, '--server', 'pg-orders')).out) as Evidence;
      assert.equal(principal.tenantId, sampleTenantId);
      assert.ok(scope.includes(`tenant ${tenant}`), scope.join());
    }
    const { code, out, error } = await scan('--format', 'json', '--tenant', 'fabrikam.com');
    assert.deepEqual([code, out], [2, '']);
    assert.match(error, /^Could not sign in: signing in did not work: AADSTS90002: Tenant 'fabrikam\.com' not found.* Check the tenant and the chosen cloud\.\n$/);
  });

  test('exceptions that hide nothing are told, but for rules that do not speak', async () => {
    const file = join(folder, configurationName);
    const resource = `/subscriptions/${sampleSubscriptions.production}/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-orders`;
    const exception = (rule: string) => ({ rule, resource, owner: 'team', reason: 'It is known.', expires: '2100-01-01' });
    // The first is needed, the second hides nothing, the third is about a rule of the profile strict.
    writeFileSync(file, JSON.stringify({ suppressions: ['firewall/open-to-internet', 'lifecycle/extended-support', 'backup/delete-lock'].map(exception) }));
    try {
      const { unused } = JSON.parse((await scan('--format', 'json', '--server', 'pg-orders')).out) as Evidence;
      assert.deepEqual(unused.map(({ rule }) => rule), ['lifecycle/extended-support']);
    } finally {
      rmSync(file);
    }
  });

  test('parameters that the configuration asks for are read, whatever rules read by themselves', async () => {
    const file = join(folder, configurationName);
    writeFileSync(file, JSON.stringify({ settings: { requiredParameters: { row_security: 'off', log_connections: 'on' } } }));
    try {
      const { out } = await scan('--format', 'json', '--server', 'pg-orders', '--profile', 'all');
      const found = (JSON.parse(out) as Evidence).servers.flatMap(({ findings }) => findings).filter(({ ruleId }) => ruleId === 'lifecycle/required-parameters');
      assert.deepEqual(found.map(({ outcome, message }) => `${outcome}: ${message}`), ['fail: row_security is "on" instead of "off".']);
    } finally {
      rmSync(file);
    }
  });

  test('as text, a table, a document and SARIF', async () => {
    const only = ['--server', 'pg-orders', '--fail-on', 'never'];
    const text = await scan(...only);
    assert.equal(text.code, 0);
    assert.match(text.out, /^pg-orders {2}\(Contoso Production \/ rg-shop\)\n {2}reachable from {2}the internet\n {2}error {2}/);
    assert.match(text.out, /on 1 server; 1 of them read/);
    assert.match(text.out, /Not read, as that takes a connection to a database: PostgreSQL roles, Who is connected, .*pgaudit/);
    const { out: csv } = await scan(...only, '--format', 'csv');
    assert.match(csv, /^subscription,resource group,server,/);
    assert.match(csv, /\r\nContoso Production,rg-shop,pg-orders,flexible,16,Ready,/);
    assert.match(csv, /,alex@contoso\.com,Emulator at [^,]+,"?subscription Contoso Production .*; server pg-orders"?,recommended,20\d\d-.*Z,20\d\d-.*Z\r\n$/);
    const { out: markdown } = await scan(...only, '--format', 'markdown');
    assert.match(markdown, /\| By \| `alex@contoso\.com` \(user 7d2f1b3c/);
    assert.match(markdown, /\n## pg-orders\n/);
    assert.match(markdown, /\nReachable from: the internet/);
    const sarif = JSON.parse((await scan(...only, '--format', 'sarif')).out) as { runs: [{ properties: { complete: boolean }; invocations: [{ account: string; startTimeUtc: string }]; results: { ruleId: string; locations: [{ physicalLocation: { region?: unknown } }] }[] }] };
    assert.equal(sarif.runs[0].properties.complete, true);
    // Services that show findings beside lines take none without one.
    for (const { locations } of sarif.runs[0].results) assert.deepEqual(locations[0].physicalLocation.region, { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 });
    const [{ account, startTimeUtc }] = sarif.runs[0].invocations;
    assert.deepEqual([account, Number.isNaN(Date.parse(startTimeUtc))], ['alex@contoso.com', false]);
    assert.ok(sarif.runs[0].results.some(({ ruleId }) => ruleId === 'firewall/open-to-internet'));
  });

  test('each of several rules keeps its fingerprint in SARIF when another one goes', async () => {
    interface Results { readonly runs: [{ readonly results: readonly { ruleId: string; partialFingerprints: object; properties: { resource: string } }[] }] }
    const found = async (): Promise<Map<string | undefined, string>> => {
      const { out } = await runIn(folder, ['scan', '--cloud', server.url, '--server', 'pg-legacy', '--format', 'sarif']);
      const results = (JSON.parse(out) as Results).runs[0].results.filter(({ ruleId }) => ruleId === 'firewall/open-to-internet');
      return new Map(results.map(({ partialFingerprints, properties }) => [properties.resource.split('/').at(-1), JSON.stringify(partialFingerprints)]));
    };
    emulator.reset();
    const rule = (name: string): string => `/subscriptions/${sampleSubscriptions.staging}/resourceGroups/rg-legacy/providers/Microsoft.DBforPostgreSQL/servers/pg-legacy/firewallRules/${name}?api-version=2017-12-01`;
    const write = (method: string, name: string, body?: string) => emulator.handle({ method, url: `https://management.azure.com${rule(name)}`, headers: { authorization: `Bearer ${emulatorToken}` }, body });
    await write('PUT', 'all-of-it', JSON.stringify({ properties: { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' } }));
    const before = await found();
    assert.deepEqual([...before.keys()].sort(), ['all-of-it', 'everyone']);
    await write('DELETE', 'all-of-it');
    assert.deepEqual([...(await found())], [['everyone', before.get('everyone')]]);
  });

  test('what may not be read is told with the missing permission, and fails unless that is allowed', async () => {
    const args = ['--server', 'pg-payments', '--format', 'json'];
    emulator.reset();
    emulator.faults.add({ fault: 'forbidden', match: { path: 'configurations' } });
    const { out } = await runIn(folder, ['scan', '--cloud', server.url, ...args]);
    const [payments] = (JSON.parse(out) as Evidence).servers;
    const tls = payments?.layers.find(({ id }) => id === 'tls');
    assert.match(tls?.unread.join(' ') ?? '', /Microsoft\.DBforPostgreSQL\/flexibleServers\/configurations\/read is missing/);
    assert.equal(tls?.unread.length, 1, 'one reason for all that a refused call would have told');
    const refusedText = await runIn(folder, ['scan', '--cloud', server.url, '--server', 'pg-payments']);
    assert.match(refusedText.out, /\n {2}not read {2}Encryption in transit: TLS enforced, Minimum version, Maximum version: no permission to read server parameters: /);
    // A layer that nobody could look into is no pass.
    assert.equal(refusedText.code, 2);
    assert.equal((await runIn(folder, ['scan', '--cloud', server.url, '--server', 'pg-payments', '--allow-problems'])).code, 0);
    emulator.faults.reset();
    emulator.faults.add({ fault: 'notFound', match: { path: '/pg-payments' } });
    const gone = await runIn(folder, ['scan', '--cloud', server.url, '--resource-group', 'rg-payments']);
    assert.equal(gone.out.split('Could not read pg-payments').length, 2, gone.out);
    const missingCsv = await scan('--server', 'pg-nowhere', '--format', 'csv');
    assert.match(missingCsv.out, /\r\n,,,,,,,,,not read,,"?The server pg-nowhere was not found/);
    const missing = await scan('--server', 'pg-nowhere');
    assert.equal(missing.code, 2);
    assert.match(missing.out, /problem {2}The server pg-nowhere was not found/);
    assert.equal((await scan('--subscription', 'nowhere', '--allow-problems')).code, 0);
    const noGroup = await scan('--resource-group', 'rg-shopp');
    assert.equal(noGroup.code, 2);
    assert.match(noGroup.out, /problem {2}No server was found in the resource group rg-shopp\. Check its name/);
  });

  test('what somebody accepted is told with who and until when, and fails nothing', async () => {
    const resource = `/subscriptions/${sampleSubscriptions.production}/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-orders`;
    const suppressions = [{ resource, rule: 'firewall/open-to-internet', owner: 'shop', reason: 'Moves to a private endpoint.', expires: '2027-03-31' }];
    writeFileSync(join(folder, configurationName), JSON.stringify({ suppressions }));
    try {
      const { out } = await scan('--server', 'pg-orders', '--format', 'json');
      const { servers: [orders], summary } = JSON.parse(out) as Evidence;
      assert.deepEqual(orders?.suppressed.map(({ ruleId, owner, expires }) => [ruleId, owner, expires]), [['firewall/open-to-internet', 'shop', '2027-03-31']]);
      assert.equal(summary.suppressed, 1);
      assert.ok(!orders.findings.some(({ ruleId }) => ruleId === 'firewall/open-to-internet'));
      const sarif = JSON.parse((await scan('--server', 'pg-orders', '--format', 'sarif')).out) as { runs: [{ results: { ruleId: string; suppressions?: unknown }[] }] };
      const silent = sarif.runs[0].results.filter((result) => result.suppressions !== undefined);
      assert.deepEqual(
        silent.map(({ ruleId, suppressions: all }) => [ruleId, all]),
        [['firewall/open-to-internet', [{ kind: 'external', status: 'accepted', justification: 'Moves to a private endpoint.', properties: { owner: 'shop', expires: '2027-03-31' } }]]],
      );
      assert.match((await scan('--server', 'pg-orders', '--format', 'csv')).out, /,accepted,firewall\/open-to-internet,.*,shop,2027-03-31,Moves to a private endpoint\.,alex@contoso\.com,/);
      assert.match((await scan('--server', 'pg-orders')).out, /\n {2}accepted {2}.* By shop through 2027-03-31\. {2}\[firewall\/open-to-internet\]\n/);
    } finally {
      rmSync(join(folder, configurationName));
    }
  });

  test('an exception that hides nothing any more is told, unless its layer could not be read or it has expired', async () => {
    const orders = `/subscriptions/${sampleSubscriptions.production}/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-orders`;
    const about = { owner: 'shop', reason: 'Until it is mended.', expires: '2027-03-31' };
    const suppressions = [
      { ...about, resource: orders, rule: 'firewall/open-to-internet' },
      { ...about, resource: orders, rule: 'tls/minimum-version' },
      { ...about, resource: `${orders}/firewallRules/mended`, rule: 'firewall/open-to-internet' },
      { ...about, resource: orders, rule: 'tls/required', expires: '2020-01-01' },
      { ...about, resource: orders.replace('pg-orders', 'pg-elsewhere'), rule: 'tls/required' },
    ];
    writeFileSync(join(folder, configurationName), JSON.stringify({ suppressions }));
    const unused = async () => (JSON.parse((await runIn(folder, ['scan', '--cloud', server.url, '--server', 'pg-orders', '--format', 'json'])).out) as Evidence).unused.map(({ rule, resource }) => [rule, resource.split('/').at(-1)]);
    try {
      emulator.reset();
      assert.deepEqual(await unused(), [['tls/minimum-version', 'pg-orders'], ['firewall/open-to-internet', 'mended']]);
      emulator.faults.add({ fault: 'forbidden', match: { path: 'configurations' } });
      assert.deepEqual(await unused(), [['firewall/open-to-internet', 'mended']]);
      const only = ['--server', 'pg-orders'];
      assert.match((await scan(...only)).out, /note {2}The exception of shop for tls\/minimum-version on .*pg-orders hides nothing\. Remove it\./);
      assert.match((await scan(...only, '--format', 'markdown')).out, /## Exceptions that hide nothing\n\n- `tls\/minimum-version` on /);
    } finally {
      rmSync(join(folder, configurationName));
    }
  });

  test('a scan that was ended is gone on with, and nothing is read twice', async () => {
    emulator.reset();
    let interrupt = (): void => undefined;
    emulator.faults.add({ fault: 'slow', delayMs: 10, match: { path: 'configurations' }, times: 1 });
    const ran = runIn(folder, ['scan', '--cloud', server.url, '--format', 'json', '--output', 'first.json'], {
      onInterrupt: (act) => {
        interrupt = act;
      },
    });
    while (emulator.requests.count({ path: 'pg-orders/configurations' }) < 1) await new Promise((resolve) => setImmediate(resolve));
    interrupt();
    await ran;
    const first = JSON.parse(readFileSync(join(folder, 'first.json'), 'utf8')) as Evidence;
    const read = first.servers.filter(({ readAt }) => readAt !== null);
    const { out } = await scan('--format', 'json', '--resume', 'first.json');
    const whole = JSON.parse(out) as Evidence;
    assert.deepEqual([whole.complete, whole.summary.read, whole.startedAt], [true, 10, first.startedAt]);
    for (const { id, readAt } of read) {
      assert.equal(whole.servers.find((server) => server.id === id)?.readAt, readAt);
      assert.equal(emulator.requests.count({ path: `${id}/configurations` }), 0);
    }
    writeFileSync(join(folder, 'whole.json'), out);
    await scan('--format', 'json', '--resume', 'whole.json');
    assert.equal(emulator.requests.count({ path: 'configurations' }), 0);
  });

  test('a server of which a part could not be read is read again, unless a permission is missing', async () => {
    emulator.reset();
    emulator.faults.add({ fault: 'expired', match: { path: 'pg-orders/configurations' } });
    emulator.faults.add({ fault: 'forbidden', match: { path: 'pg-reports/configurations' } });
    const first = await runIn(folder, ['scan', '--cloud', server.url, '--format', 'json', '--output', 'parts.json']);
    assert.equal(first.code, 2);
    const { out } = await scan('--format', 'json', '--resume', 'parts.json');
    const unread = (JSON.parse(out) as Evidence).servers.filter(({ layers }) => layers.some((layer) => layer.unread.length > 0)).map(({ name }) => name);
    assert.deepEqual(unread, ['pg-reports']);
    assert.deepEqual(emulator.requests.entries().filter(({ path }) => path.toLowerCase().endsWith('/configurations')).map(({ path }) => path.split('/').at(-2)), ['pg-orders']);
  });

  test('a file that cannot be written is told before anything is read', async () => {
    emulator.reset();
    for (const [output, words] of [['nowhere/evidence.json', /is in a folder that does not exist/], ['.', /is a folder/]] as const) {
      const { code, error } = await runIn(folder, ['scan', '--cloud', server.url, '--output', output]);
      assert.equal(code, 2);
      assert.match(error, words);
    }
    assert.equal(emulator.requests.count(), 0);
  });

  test('whoever can read no subscription is told so', async () => {
    const empty = await startHttpServer(createEmulator({ fleet: { ...sampleFleet(), subscriptions: [] } }));
    try {
      const { code, out } = await runIn(folder, ['scan', '--cloud', empty.url]);
      assert.equal(code, 2);
      assert.match(out, /^problem {2}There is no subscription that you can read\. Check the tenant and your roles\.\n/);
    } finally {
      await empty.close();
    }
  });

  test('evidence of something else is not gone on with', async () => {
    const { out } = await scan('--format', 'json');
    const evidence = JSON.parse(out) as Evidence;
    const refused = async (file: object, words: RegExp) => {
      writeFileSync(join(folder, 'earlier.json'), JSON.stringify(file));
      const { code, error } = await scan('--resume', 'earlier.json');
      assert.equal(code, 2);
      assert.match(error, words);
    };
    for (const none of [{}, { ...evidence, servers: [null] }, { ...evidence, servers: [{ id: 1 }] }]) await refused(none, /earlier\.json is no evidence of a scan/);
    await refused({ ...evidence, program: 'PostgreSQL Security for Azure 0.0.1' }, /judged by the rules of PostgreSQL Security for Azure 0\.0\.1/);
    await refused({ ...evidence, principal: { ...evidence.principal, objectId: 'other', name: 'kim@contoso.com' } }, /is evidence of kim@contoso\.com/);
    await refused({ ...evidence, profile: 'strict' }, /judged by the profile strict, not by recommended\. Add --profile strict/);
    assert.match((await scan('--resume', 'nowhere.json')).error, /Could not read nowhere\.json/);
  });

  test('Ctrl+C ends it, and what was read is still shown', async () => {
    emulator.reset();
    let interrupt = (): void => undefined;
    emulator.faults.add({ fault: 'slow', delayMs: 10, match: { path: 'configurations' }, times: 1 });
    const ran = runIn(folder, ['scan', '--cloud', server.url, '--format', 'json'], {
      onInterrupt: (act) => {
        interrupt = act;
      },
    });
    while (emulator.requests.count({ path: 'configurations' }) < 1) await new Promise((resolve) => setImmediate(resolve));
    interrupt();
    const { code, out } = await ran;
    assert.equal(code, 2);
    const evidence = JSON.parse(out) as Evidence;
    assert.equal(evidence.complete, false);
    assert.equal(evidence.servers.length, 10);
    assert.ok(evidence.problems.some((problem) => problem.includes('the scan was ended before')));
    // As text, those that nobody came to are a number.
    const text = formatEvidenceText(evidence, false);
    assert.match(text, /\nThe scan was ended before \d+ servers? could be read\. With --format json/);
    assert.doesNotMatch(text, /was not read: the scan was ended/);
  });

  test('a sign-in that has expired', async () => {
    emulator.reset();
    emulator.faults.add({ fault: 'expired' });
    const { code, out } = await runIn(folder, ['scan', '--cloud', server.url]);
    assert.equal(code, 2);
    assert.match(out, /problem {2}Could not list the subscriptions: the sign-in has expired/);
  });

  test('options that make no sense', async () => {
    for (const [args, words] of [
      [['main.bicep'], /scan takes no paths/],
      [['--cloud', 'http://example.com'], /--cloud takes public, usgov, china or the https address/],
      [['--share', '0'], /--share takes a percentage/],
      [['--share', '0x32'], /--share takes a percentage/],
      [['--share', '-5'], /--share needs a value; one that begins with a dash is written --share=VALUE\./],
      [['--server', ''], /--server needs a value/],
    ] as const) {
      const { code, error } = await runIn(folder, ['scan', ...args]);
      assert.equal(code, 2);
      assert.match(error, words);
    }
  });
});
