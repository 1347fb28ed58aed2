import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from '../../../src/cli/commands';
import { readOptions } from '../../../src/cli/options';
import { usage } from '../../../src/cli/usage';

const read = (line: string) => readOptions(line === '' ? [] : line.split(' '));

function prepared(line: string): object {
  const options = read(line);
  assert.equal(options.kind, 'run');
  return options.prepared.options;
}

test('check without options uses the defaults that its help names', () => {
  assert.deepEqual(prepared('check main.bicep infra'), {
    paths: ['main.bicep', 'infra'],
    format: 'text',
    failOn: 'error',
    inlineSuppressions: true,
    showUnknown: false,
    allowProblems: false,
  });
});

test('check takes every option, before and after paths', () => {
  const line =
    'check --format=sarif - --output out.sarif --fail-on info --profile all --show-unknown --allow-problems --config c.json --no-inline-suppressions --stdin-filename a.json';
  assert.deepEqual(prepared(line), {
    paths: ['-'],
    format: 'sarif',
    output: 'out.sarif',
    failOn: 'info',
    profile: 'all',
    config: 'c.json',
    inlineSuppressions: false,
    showUnknown: true,
    allowProblems: true,
    stdinFilename: 'a.json',
  });
});

test('names after -- are paths, whatever they look like', () => {
  const options = prepared('check -- --odd.bicep --help');
  assert.deepEqual((options as { paths?: unknown }).paths, ['--odd.bicep', '--help']);
});

test('rules, help and version', () => {
  assert.deepEqual(prepared('rules'), { format: 'text' });
  assert.deepEqual(prepared('rules --format markdown'), { format: 'markdown' });
  for (const line of ['--help', '-h', 'help', 'help nothing']) assert.deepEqual(read(line), { kind: 'help' });
  for (const line of ['check --help', 'check a -h', 'help check', 'check a --format html --help']) {
    const options = read(line);
    assert.equal(options.kind, 'help');
    assert.equal(options.of?.name, 'check');
  }
  assert.deepEqual(read('--version'), { kind: 'version' });
});

test('diagnose takes a host with or without a port, and goes by the name of probe too', () => {
  const plain = { port: 5432, database: 'postgres', directTls: false, format: 'text' };
  assert.deepEqual(prepared('diagnose db.example'), { ...plain, host: 'db.example' });
  assert.deepEqual(prepared('probe db.example:6432'), { ...plain, host: 'db.example', port: 6432 });
  assert.deepEqual(prepared('diagnose [::1]:5433'), { ...plain, host: '::1', port: 5433 });
  assert.deepEqual(prepared('diagnose 2001:db8::1'), { ...plain, host: '2001:db8::1' });
  assert.deepEqual(prepared('diagnose h --root-cert a.pem --user ada --database orders --direct-tls --format json'), {
    host: 'h',
    port: 5432,
    rootCert: 'a.pem',
    user: 'ada',
    database: 'orders',
    directTls: true,
    format: 'json',
  });
});

test('every command is listed by help, and its own help shows how it is called and each of its options', () => {
  for (const command of commands) {
    assert.ok(usage.includes(`  ${command.name} `), command.name);
    assert.ok(command.usage.includes(`postgresql-security ${command.name}`), command.name);
    assert.ok(command.usage.endsWith('\n'), command.name);
    for (const option of command.optionNames) assert.ok(command.usage.includes(`--${option}`), `${command.name} --${option}`);
    assert.ok(
      command.usage.split('\n').every((line) => line.length <= 120),
      command.name,
    );
  }
  assert.deepEqual([...new Set(commands.map(({ name }) => name))], commands.map(({ name }) => name));
});

const mistakes: Readonly<Record<string, RegExp>> = {
  '': /^A command is missing: check.* or \w+\.$/,
  'chekc a.bicep': /^There is no command "chekc"\.$/,
  'a.bicep': /^There is no command "a\.bicep"\.$/,
  '--format json check a': /^--format is no command\. The command comes first/,
  check: /^check needs at least one file or folder/,
  'check a --colour': /^Unknown option '--colour'\.$/,
  'check a --format': /--format/,
  'check a --format html': /^--format takes one of text, json, sarif, markdown, junit, github, azure-pipelines, not "html"\.$/,
  'check a --baseline=': /^--baseline needs the name of a file\.$/,
  'check a --changed-since=': /^--changed-since needs a commit/,
  baseline: /^baseline needs at least one file or folder\.$/,
  'baseline -': /^baseline reads files and folders/,
  'baseline a --output=': /^The name of a file or folder is empty\.$/,
  'init a b': /^init takes one folder\.$/,
  'check a --fail-on critical': /^--fail-on takes one of error, warning, info, never, not "critical"\.$/,
  'check a --profile toString': /^--profile takes one of recommended, strict, resilience, all/,
  'check a --show-unknown=yes': /--show-unknown/,
  'check a --output=': /^--output needs the name of a file\.$/,
  'check a --config=': /^--config needs the name of a file\.$/,
  'check -': /^- needs --stdin-filename/,
  'check a --stdin-filename b.bicep': /^--stdin-filename goes with -/,
  diagnose: /^diagnose needs HOST/,
  'diagnose a b': /^diagnose takes one host\.$/,
  'diagnose a:0': /^diagnose needs HOST/,
  'diagnose a:70000': /^diagnose needs HOST/,
  'diagnose ada@host': /^diagnose needs HOST/,
  'diagnose postgresql://host/': /^diagnose needs HOST/,
  'diagnose a --database b': /^--database goes with --user/,
  'diagnose a --user=': /^--user needs a value\.$/,
  'diagnose a --password b': /^Unknown option '--password'\.$/,
  'diagnose a --insecure': /^Unknown option '--insecure'\.$/,
  'rules main.bicep': /^rules takes no paths\.$/,
  'rules --format sarif': /^--format takes one of text, json, markdown/,
  'rules --profile all': /^Unknown option '--profile'\.$/,
};

for (const [line, message] of Object.entries(mistakes)) {
  test(`a mistake is told in a sentence: ${line === '' ? '(nothing)' : line}`, () => {
    const options = read(line);
    assert.ok(options.kind === 'usage');
    assert.match(options.message, message);
    assert.ok(!options.message.includes('\n'));
  });
}
