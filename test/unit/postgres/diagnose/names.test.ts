import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freePort } from '../../../../scripts/processes/free-port';
import { diagnose } from '../../../../src/postgres/diagnose/diagnose';
import { resolveName, type NameService } from '../../../../src/postgres/resolve-name';

const host = 'pg-orders.postgres.database.azure.com';
const link = 'pg-orders.privatelink.postgres.database.azure.com';

const answering = (addresses: readonly string[], alias?: string): NameService => ({
  addresses: () => Promise.resolve(addresses),
  alias: () => Promise.resolve(alias),
});
const failing = (code: string): NameService => ({
  addresses: () => Promise.reject(Object.assign(new Error(code), { code })),
  alias: () => Promise.reject(new Error(code)),
});

describe('the name of a server', () => {
  const cases = [
    ['a public server', host, answering(['20.1.2.3'], 'pg-orders.rs-abc.postgres.database.azure.com'), /is 20\.1\.2\.3\.$/, undefined],
    ['a private endpoint', host, answering(['10.0.0.5'], link), /a private endpoint/, undefined],
    ['split DNS: a private endpoint, and an answer from outside', host, answering(['20.1.2.3'], link), /public address, although/, /private zone/],
    ['a server in a virtual network', host, answering(['10.0.0.5']), /inside a virtual network/, undefined],
    ['the name of a private endpoint', link, answering(['10.0.0.5']), /is 10\.0\.0\.5/, /without “\.privatelink”/],
    ['any other host', 'db.example', answering(['2001:db8::1', '192.0.2.1']), /is 192\.0\.2\.1, 2001:db8::1\./, undefined],
  ] as const;
  for (const [what, name, names, detail, advice] of cases) {
    it(`says what it is: ${what}`, async () => {
      const found = await resolveName(name, names, { ms: 1000 });
      assert.match(found.detail, detail);
      if (advice === undefined) assert.equal(found.advice, undefined);
      else assert.match(found.advice ?? '', advice);
    });
  }

  it('says which zone has the private endpoint, in each cloud and of a cluster', async () => {
    for (const domain of ['postgres.database.azure.com', 'postgres.database.usgovcloudapi.net', 'postgres.database.chinacloudapi.cn', 'postgres.cosmos.azure.com']) {
      const name = `c-orders.abc.${domain}`;
      const found = await resolveName(name, answering(['20.1.2.3'], `c-orders.abc.privatelink.${domain}`), { ms: 1000 });
      assert.match(found.detail, /a public address, although the server has a private endpoint/);
      assert.ok(found.advice?.includes(`from the private zone (privatelink.${domain})`), found.advice);
      const inside = await resolveName(name, answering(['10.0.0.5']), { ms: 1000 });
      assert.match(inside.detail, /inside a virtual network/);
    }
  });

  it('that does not exist may exist inside a virtual network', async () => {
    const { diagnosis } = await diagnose({ host, port: 5432, names: failing('ENOTFOUND') });
    assert.equal(diagnosis.failure, 'name-not-found');
    assert.match(diagnosis.steps[0]?.advice ?? '', /exists only there/);
  });

  it('that nobody can look up is no name that does not exist', async () => {
    const { diagnosis } = await diagnose({ host, port: 5432, names: failing('EAI_AGAIN') });
    assert.equal(diagnosis.failure, 'name-failed');
  });

  it('that is looked up for ever ends', async () => {
    const never = { addresses: () => new Promise<never>(() => undefined), alias: () => new Promise<never>(() => undefined) };
    const { diagnosis } = await diagnose({ host, port: 5432, names: never });
    assert.equal(diagnosis.failure, 'name-timeout');
  });

  it('with several addresses says what the one said that answered, not that there is no way to another', async () => {
    const { diagnosis } = await diagnose({ host, port: await freePort(), names: answering(['127.0.0.1', '255.255.255.255']) });
    assert.equal(diagnosis.failure, 'connection-refused');
    const broken = await diagnose({ host, port: 1, names: answering(['255.255.255.255']) });
    assert.equal(broken.diagnosis.failure, 'connection-failed');
  });

  it('leads to PgBouncer only where that is on', async () => {
    const { diagnosis } = await diagnose({ host: '127.0.0.1', port: 6432 });
    assert.equal(diagnosis.failure, 'connection-refused');
    assert.match(diagnosis.steps.at(-1)?.advice ?? '', /pgbouncer\.enabled/);
  });
});
