import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from '../../../src/cli/options';

const read = (line: string) => readOptions(line === '' ? [] : line.split(' '));

test('check without options uses the defaults that its help names', () => {
  assert.deepEqual(read('check main.bicep infra'), {
    command: 'check',
    paths: ['main.bicep', 'infra'],
    format: 'text',
    failOn: 'error',
    profile: 'recommended',
    showUnknown: false,
    allowProblems: false,
  });
});

test('check takes every option, before and after paths', () => {
  const line =
    'check --format=sarif - --output out.sarif --fail-on info --profile all --show-unknown --allow-problems --stdin-filename a.json';
  assert.deepEqual(read(line), {
    command: 'check',
    paths: ['-'],
    format: 'sarif',
    output: 'out.sarif',
    failOn: 'info',
    profile: 'all',
    showUnknown: true,
    allowProblems: true,
    stdinFilename: 'a.json',
  });
});

test('names after -- are paths, whatever they look like', () => {
  const options = read('check -- --odd.bicep');
  assert.ok(options.command === 'check');
  assert.deepEqual(options.paths, ['--odd.bicep']);
});

test('rules, help and version', () => {
  assert.deepEqual(read('rules'), { command: 'rules', format: 'text' });
  assert.deepEqual(read('rules --format markdown'), { command: 'rules', format: 'markdown' });
  for (const line of ['--help', '-h', 'help', 'check --help', 'rules -h']) assert.deepEqual(read(line), { command: 'help' });
  assert.deepEqual(read('--version'), { command: 'version' });
});

const mistakes: Readonly<Record<string, RegExp>> = {
  '': /^A command is missing: check or rules\.$/,
  'chekc a.bicep': /^There is no command "chekc"\.$/,
  'a.bicep': /^There is no command "a\.bicep"\.$/,
  check: /^check needs at least one file or folder/,
  'check a --colour': /^Unknown option '--colour'\.$/,
  'check a --format': /--format/,
  'check a --format html': /^--format takes one of text, json, sarif, not "html"\.$/,
  'check a --format markdown': /^--format takes one of text, json, sarif/,
  'check a --fail-on critical': /^--fail-on takes one of error, warning, info, never, not "critical"\.$/,
  'check a --profile toString': /^--profile takes one of recommended, strict, resilience, all/,
  'check a --show-unknown=yes': /--show-unknown/,
  'check a --output=': /^--output needs the name of a file\.$/,
  'check -': /^- needs --stdin-filename/,
  'check a --stdin-filename b.bicep': /^--stdin-filename goes with -/,
  'rules main.bicep': /^rules takes no paths\.$/,
  'rules --format sarif': /^--format takes one of text, json, markdown/,
  'rules --profile all': /^--profile is no option of rules\.$/,
};

for (const [line, message] of Object.entries(mistakes)) {
  test(`a mistake is told in a sentence: ${line === '' ? '(nothing)' : line}`, () => {
    const options = read(line);
    assert.ok(options.command === 'usage');
    assert.match(options.message, message);
    assert.ok(!options.message.includes('\n'));
  });
}
