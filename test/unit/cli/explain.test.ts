import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { runIn } from './run-command';

const explain = (...args: string[]) => runIn('.', ['explain', ...args]);

test('explain prints the page of a rule, whatever of its names is given', async () => {
  const page = readFileSync(inRepository('docs', 'rules', 'tls', 'minimum-version.md'), 'utf8');
  for (const name of ['tls/minimum-version', 'tls-minimum-version', 'TLS/Minimum-Version', 'CKV_AZURE_147']) {
    const { code, out } = await explain(name, '--format', 'markdown');
    assert.deepEqual([code, out], [0, page], name);
  }
});

test('an id that means several rules names them', async () => {
  const { code, out } = await explain('PGTLS001');
  assert.deepEqual([code, out], [0, 'PGTLS001 is several rules here: tls/not-stated and tls/require-encryption. Explain one of them.\n']);
});

test('as text nothing of Markdown is left, lines fit, and code stays as it is', async () => {
  const { out } = await explain('tls/minimum-version');
  assert.match(out, /^TLS must be 1\.2 or newer\n\ntls\/minimum-version in the layer Encryption in transit\n/);
  assert.match(out, /\n {2}Severity +high\n/);
  assert.match(out, /\n {4}resource server 'Microsoft\.DBforPostgreSQL\/flexibleServers@[\d-]+' = \{\n {6}name: 'pg-orders'/);
  assert.match(out, /\n- https:\/\/learn\.microsoft\.com\//);
  assert.ok(!/```|\]\(|^\||^#|<http/m.test(out), out);
  assert.ok(!out.includes('\u001b'));
  for (const line of out.split('\n')) assert.ok(line.length <= 120 || /https:/.test(line) || line.startsWith('    '), line);
});

test('on a terminal headings stand out', async () => {
  const { out } = await runIn('.', ['explain', 'tls/minimum-version'], { isTerminal: () => true });
  assert.ok(out.startsWith('\u001b[1mTLS must be 1.2 or newer\u001b[0m\n'));
});

test('a name that is none gets what may have been meant', async () => {
  const cases: readonly [name: string, message: RegExp][] = [
    ['tls/minimum-versoin', /^There is no rule "tls\/minimum-versoin"\. Is tls\/minimum-version meant\?\n$/],
    ['internet', /Is one of these meant: .*firewall\/open-to-internet/],
    ['xyzzy', /The command rules lists all rules\.\n$/],
    ['\u001b[2Jx', /^There is no rule "\\u001b\[2Jx"/],
  ];
  for (const [name, message] of cases) {
    const { code, out, error } = await explain(name);
    assert.deepEqual([code, out], [2, '']);
    assert.match(error, message);
  }
});

test('the rules on suppressions are explained too', async () => {
  const { code, out } = await explain('suppression/unused');
  assert.equal(code, 0);
  assert.match(out, /^A suppression hides something\n/);
});
