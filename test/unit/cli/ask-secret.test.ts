import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { askSecret, type Terminal } from '../../../src/cli/ask-secret';
import { startPostgres, type PostgresServer } from '../../postgres/server';
import { runIn } from './run-command';

/** A terminal at which somebody types these keys, once they are asked. */
function terminal(keys: readonly string[], { isTTY = true } = {}) {
  const raw: boolean[] = [];
  let interrupted = 0;
  let shown = '';
  const stdin = Object.assign(new PassThrough(), { isTTY, setRawMode: (on: boolean) => raw.push(on) });
  const stderr = Object.assign(new PassThrough(), { isTTY });
  stderr.on('data', (text: Buffer) => {
    if (shown === '') for (const key of keys) stdin.write(key);
    shown += text.toString();
  });
  const own: Terminal = { stdin, stderr, interrupt: () => (interrupted += 1) };
  return { own, raw, shown: () => shown, interrupted: () => interrupted };
}

describe('a password that is asked for on the terminal', () => {
  it('is what was typed, with corrections, and nothing of it is shown', async () => {
    const at = terminal(['gehe', '\u007f', 'i', '\b', 'im', '\u{1f511}x', '\u007f', '\u007f', '1', '\r']);
    assert.equal(await askSecret('Password: ', at.own), 'gehim1');
    assert.deepEqual(at.raw, [true, false]);
    assert.equal(at.shown(), 'Password: \n');
  });

  it('is none where nothing is typed, and Ctrl+C ends the program', async () => {
    assert.equal(await askSecret('Password: ', terminal(['\r']).own), undefined);
    const at = terminal(['abc\u0003']);
    assert.equal(await askSecret('Password: ', at.own), undefined);
    assert.deepEqual([at.interrupted(), at.raw], [1, [true, false]]);
  });

  it('is not asked for where there is no terminal', async () => {
    const at = terminal(['abc\r'], { isTTY: false });
    assert.equal(await askSecret('Password: ', at.own), undefined);
    assert.deepEqual([at.raw, at.shown()], [[], '']);
  });
});

describe('diagnose --user', () => {
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server.stop());

  const diagnose = (typed: string, environment: Readonly<Record<string, string>> = {}) => {
    const at = terminal([`${typed}\r`]);
    const ran = runIn('.', ['diagnose', `localhost:${server.port}`, '--root-cert', server.rootFile, '--user', 'postgres'], { environment, askSecret: (prompt) => askSecret(prompt, at.own) });
    return ran.then((ended) => ({ ...ended, shown: at.shown() }));
  };

  it('signs in with the password that was typed, and shows it nowhere', async () => {
    const { code, out, error, shown } = await diagnose(server.password);
    assert.equal(code, 0, out);
    assert.match(out, /the sign-in accepted/);
    assert.equal(shown, 'Password or token of postgres: \n');
    assert.ok(!(out + error + shown).includes(server.password));
  });

  it('says that a typed password is wrong', async () => {
    const { code, out } = await diagnose('wrong');
    assert.equal(code, 1);
    assert.match(out, /password-wrong/);
    assert.ok(!out.includes('“wrong”'));
  });

  it('asks nobody where PGPASSWORD says it', async () => {
    const { code, shown } = await diagnose('never asked', { PGPASSWORD: server.password });
    assert.deepEqual([code, shown], [0, '']);
  });
});
