import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Emulator } from '../../../src/emulator/emulator';
import { createEmulator } from '../../../src/emulator/emulator';
import type { RunningServer } from '../../../src/emulator/http-server';
import { startHttpServer } from '../../../src/emulator/http-server';
import { inProcessHttpClient } from '../../../src/emulator/in-process-http-client';
import { legacy, singleType, sourceOver } from '../sources/azure/emulated-source';
import { runIn } from './run-command';

let folder: string;
let emulator: Emulator;
let server: RunningServer;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fix-'));
  emulator = createEmulator();
  server = await startHttpServer(emulator);
});
beforeEach(() => emulator.reset());
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.close();
});

const fix = (...args: string[]) => runIn(folder, ['fix', '--cloud', server.url, ...args]);
const writes = (): number => ['PUT', 'PATCH', 'DELETE'].reduce((sum, method) => sum + emulator.requests.count({ method }), 0);

interface Fixes {
  readonly fixes: readonly { readonly server: string; readonly outcome: string; readonly message?: string; readonly plan?: { readonly calls: readonly string[]; readonly changes: readonly string[] } }[];
}

describe('fix', () => {
  test('prints the plan and changes nothing without --yes', async () => {
    const { code, out } = await fix('pg-reports', '--rule', 'tls/require-encryption');
    assert.equal(code, 1, out);
    assert.match(out, /^Require encrypted connections on pg-reports\n\npg-reports, Flexible Server, rg-reporting in Contoso Staging\n/);
    assert.match(out, /require_secure_transport: off → on/);
    assert.match(out, /Clients that connect without TLS are refused\./);
    assert.match(out, /PATCH …\/flexibleServers\/pg-reports\/configurations\/require_secure_transport/);
    assert.match(out, /1 plan\. Nothing was changed: --yes carries it out\. “What changes” tells the values from before: keep them, as the command line keeps no log to undo from\.\n$/);
    assert.equal(writes(), 0);
  });

  test('says of a HorizonDB cluster that it is read only, instead of nothing', async () => {
    const { code, out } = await fix('pg-vectors', '--rule', 'firewall/open-to-internet', '--yes');
    assert.equal(code, 2);
    assert.match(out, /! pg-vectors is a HorizonDB cluster, which is read only here\./);
    assert.equal(writes(), 0);
  });

  test('fixes clusters by their own calls, and promises nothing that they do not have', async () => {
    const refused = await fix('pg-telemetry', '--rule', 'entra/password-sign-in', '--yes');
    assert.equal(refused.code, 1);
    assert.match(refused.out, /entra\/password-sign-in is not fixed\. .* cannot be fixed in Azure from here\./);
    assert.doesNotMatch(refused.out, /in the editor/);
    const only = await fix('pg-telemetry', '--rule', 'firewall/open-to-internet', '--yes');
    assert.match(only.out, /It closes the only way in\./);
    assert.equal(writes(), 0);
    const done = await fix('pg-telemetry', '--rule', 'network/public-access', '--format', 'az');
    assert.match(done.out, /az rest --method patch .*serverGroupsv2\/pg-telemetry\?api-version=2023-03-02-preview.*"coordinatorEnablePublicIpAccess":false/s);
  });

  test('carries it out with --yes, reads back, and finds nothing more to do', async () => {
    const done = await fix('pg-reports', '--rule', 'tls/require-encryption', '--yes');
    assert.deepEqual([done.code, done.out], [0, '✓ Done, and read back from pg-reports: require_secure_transport is on.\n']);
    const again = await fix('pg-reports', '--rule', 'tls/require-encryption', '--yes');
    assert.deepEqual([again.code, again.out], [0, 'pg-reports: tls/require-encryption has found nothing.\n']);
    assert.equal(writes(), 1);
  });

  test('stops at the first failure, and says in JSON what became of each server', async () => {
    emulator.faults.add({ fault: 'forbidden', match: { method: 'PATCH', path: 'pg-legacy' } });
    const { code, out } = await fix('pg-legacy', 'pg-reports', '--rule', 'tls/require-encryption', '--yes', '--format', 'json');
    assert.equal(code, 1, out);
    const { fixes } = JSON.parse(out) as Fixes;
    assert.deepEqual(fixes.map((one) => [one.server.split('/').at(-1), one.outcome]), [['pg-reports', 'done'], ['pg-legacy', 'failed']]);
    assert.match(fixes[1]?.message ?? '', /servers\/write is missing.*Azure says now: sslEnforcement is Disabled/);
  });

  test('an interrupt ends it between two writes: what was done stays said, and what was not begun', async () => {
    let interrupt = (): void => undefined;
    const { code, out, error } = await runIn(folder, ['fix', '--cloud', server.url, 'pg-reports', 'pg-legacy', 'pg-orders', '--rule', 'tls/require-encryption', '--rule', 'audit/log-disconnections', '--yes'], {
      isTerminal: () => true,
      onInterrupt: (act) => (interrupt = act),
      // Once the second change is under way.
      error: (text) => {
        if (text.startsWith('waiting for Azure') && writes() === 2) interrupt();
      },
    });
    assert.equal(code, 1, out);
    assert.match(out, /✓ Done, and read back from /);
    assert.match(out, /\d plans? not begun: it was interrupted\.\n$/);
    assert.doesNotMatch(out + error, /Nothing was changed/);
    assert.equal(writes(), 2);
  });

  test('a server that changes between the plan and its turn is planned anew', async () => {
    let isTouched = false;
    const { source } = sourceOver(inProcessHttpClient(emulator));
    const { code, out } = await runIn(folder, ['fix', '--cloud', server.url, 'pg-reports', 'pg-legacy', '--rule', 'audit/log-disconnections', '--yes', '--format', 'json'], {
      isTerminal: () => true,
      // While the first server is written, somebody else fixes the second.
      error: () => {
        if (isTouched) return;
        isTouched = true;
        void source.write(legacy, [{ kind: 'add', parent: legacy.toLowerCase(), type: singleType('configurations'), name: 'log_disconnections', body: { properties: { value: 'on', source: 'user-override' } } }]);
      },
    });
    assert.equal(code, 0, out);
    const { fixes } = JSON.parse(out) as Fixes;
    assert.deepEqual(fixes.map((one) => [one.server.split('/').at(-1), one.outcome]), [['pg-reports', 'done'], ['pg-legacy', 'nothing-to-fix']]);
  });

  test('plans a second rule upon what the first has changed on the same server', async () => {
    const { code, out } = await fix('pg-reports', '--rule', 'audit/audit-extension', '--rule', 'audit/audit-allowed', '--yes');
    assert.equal(code, 0, out);
    assert.match(out, /shared_preload_libraries is .*pgaudit\. It takes effect when the server next restarts\.$/m);
    const restart = await fix('pg-reports', '--rule', 'audit/pending-restart');
    assert.match(restart.out, /^Restart the server pg-reports\n/);
    assert.match(restart.out, /--yes carries it out\.\n$/);
    const { out: after } = await fix('pg-reports', '--rule', 'audit/audit-extension', '--rule', 'audit/audit-allowed');
    assert.match(after, /audit\/audit-extension has found nothing/);
  });

  test('never closes the only way in, nor what takes more than a plan, whoever says yes', async () => {
    const dry = await fix('pg-reports', '--rule', 'network/public-access');
    assert.match(dry.out, /1 plan\. Nothing was changed, and --yes does not carry it out: it closes the only way in\. The editor does, where the name of the server is typed\.\n$/);
    const two = await fix('pg-reports', '--rule', 'network/public-access', '--rule', 'tls/require-encryption');
    assert.match(two.out, /2 plans\. Nothing was changed: --yes carries them out, up to the one that closes the only way in, which only the editor does\./);
    const only = await fix('pg-reports', '--rule', 'network/public-access', '--yes');
    assert.equal(only.code, 1, only.out);
    assert.match(only.out, /network\/public-access is not fixed\. It closes the only way in\./);
    const passwords = await fix('pg-analytics', '--rule', 'entra/password-sign-in', '--yes');
    assert.equal(passwords.code, 1, passwords.out);
    assert.match(passwords.out, /It takes more than a plan: a sign-in is tested first/);
    assert.equal(writes(), 0);
  });

  test('prints a script for the Azure CLI and changes nothing', async () => {
    const { out } = await fix('pg-reports', '--rule', 'tls/require-encryption', '--format', 'az');
    assert.match(out, /az postgres flexible-server parameter set --subscription \S+ --resource-group rg-reporting --server-name pg-reports \\\n {2}--name require_secure_transport --value on\n/);
    assert.equal(writes(), 0);
  });

  test('says in a script what it leaves out, and why', async () => {
    const { out } = await fix('pg-reports', '--rule', 'tls/require-encryption', '--rule', 'audit/diagnostic-setting', '--format', 'az');
    assert.match(out, /^az postgres flexible-server parameter set/m);
    assert.match(out, /^# Not in this script: pg-reports: audit\/diagnostic-setting is not fixed\. The server has no diagnostic setting, .* asks for it\.$/m);
    const nothing = await fix('pg-vectors', '--rule', 'tls/require-encryption', '--format', 'az');
    assert.equal(nothing.out, '# Not in this script: pg-vectors is a HorizonDB cluster, which is read only here.\n');
    const none = await fix('pg-orders', '--rule', 'tls/require-encryption', '--format', 'az');
    assert.equal(none.out, '# There is nothing to fix.\n');
  });

  test('refuses what is not named, and what is not known', async () => {
    for (const [args, problem] of [
      [['pg-reports'], /needs --rule/],
      [['--rule', 'tls/require-encryption'], /needs at least one server/],
      [['pg-reports', '--rule', 'tls/nonsense'], /There is no rule tls\/nonsense/],
      [['pg-nowhere', '--rule', 'tls/require-encryption', '--yes'], /pg-nowhere was not found/],
      [['pg-reports', '--rule', 'tls/require-encryption', '--yes', '--format', 'az'], /does not go with --yes/],
    ] as const) {
      const { code, out, error } = await fix(...args);
      assert.equal(code, 2);
      assert.match(out + error, problem);
    }
    assert.equal(writes(), 0);
  });
});
