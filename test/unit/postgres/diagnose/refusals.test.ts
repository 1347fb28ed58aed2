import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../../../src/postgres/diagnose/diagnose';
import { readRoots } from '../../../../src/postgres/trusted-roots';
import { createAuthority } from '../../../postgres/certificates';
import { refusals } from '../../../postgres/refusals';
import { startScripted } from '../../../postgres/scripted-server';

const authority = createAuthority('Test');
const roots = readRoots(authority.root.pem, 'root.crt');
const login = { user: 'ada', database: 'postgres', secret: 'the secret of the tests' };
// eslint-disable-next-line no-control-regex -- Control characters are what must not be shown.
const control = /[\u0000-\u001f\u007f-\u009f]/;

describe('a server that cannot be trusted is refused', { concurrency: true }, () => {
  for (const { name, code, script, wish, direct = false } of refusals(authority)) {
    it(`that ${name}: ${code}`, async () => {
      const server = await startScripted(script, wish);
      try {
        const before = process.memoryUsage().rss;
        const { diagnosis, firewallAddress } = await diagnose({ host: 'localhost', port: server.port, roots, direct, login });
        assert.equal(diagnosis.failure, code, JSON.stringify(diagnosis.steps));
        assert.equal(diagnosis.ok, false);
        assert.equal(diagnosis.tls, undefined, 'it was never verified');
        assert.equal(firewallAddress, undefined);
        const failed = diagnosis.steps.filter(({ ok }) => !ok);
        assert.deepEqual(failed, diagnosis.steps.slice(-1), 'the step that fails is the last');
        assert.notEqual(failed[0]?.advice ?? '', '', 'it says what to do');
        if (code === 'error-before-tls') assert.match(failed[0]?.detail ?? '', /“set sslmode=disable \[31m”/);
        assert.ok(diagnosis.steps.reduce((sum, { ms }) => sum + ms, 0) < 10_000);
        for (const { detail, advice = '' } of diagnosis.steps) assert.doesNotMatch(detail + advice, control);
        assert.ok(process.memoryUsage().rss - before < 200_000_000, 'memory stays bounded');
        assert.equal(server.sentInClear(), '', 'nothing but the request for TLS goes out in clear');
        assert.equal(server.sentWithinTls(), '', 'nothing goes to a server that is not verified');
      } finally {
        await server.stop();
      }
    });
  }
});
