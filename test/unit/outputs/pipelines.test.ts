import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAzurePipelines } from '../../../src/outputs/azure-annotations';
import { formatGithub } from '../../../src/outputs/github-annotations';
import { formatJunit } from '../../../src/outputs/junit';
import { formatMarkdown } from '../../../src/outputs/markdown';
import { formatText } from '../../../src/outputs/text';
import { finding, rangeOf, result } from './make-result';

const related = [{ file: 'p.bicepparam', range: rangeOf(1, 2), message: 'From here.' }];
const some = result({
  findings: [
    finding({ related }),
    finding({ level: 'warning', range: rangeOf(5, 1), ruleId: 'entra/administrator', layer: 'entra' }),
    finding({ level: 'info', file: 'a/b.json', range: null, message: 'A choice.' }),
  ],
  problems: [{ file: 'c.json', message: 'A brace is missing.', range: rangeOf(2, 1) }],
});

/** Everything that a name in a file could try to be. */
const hostile = result({
  findings: [
    finding({
      file: 'a,b:c\r\n::error::x.bicep',
      message: 'The rule "x%0A::set-output name=a::b\n::warning::c\n##vso[task.setvariable variable=a;]b ]]> <b> | `c` [d](e) @team" is open.\u0000\u001b[2J',
    }),
    finding({ file: '::notice::y.bicep', level: 'info', message: '##vso[task.complete result=Succeeded;]done ##[error]e' }),
  ],
  problems: [{ file: '##vso[a]b.json', message: 'x\n##vso[task.uploadfile]/etc/passwd' }],
});

/** The lines that a pipeline takes for commands. */
const githubCommands = (text: string): string[] => text.split('\n').filter((line) => /^\s*(::|##\[)/.test(line));
const azureCommands = (text: string): string[] => text.split('\n').filter((line) => /##vso\[|^##\[/.test(line));

test('GitHub gets one command for each finding, with the place of the whole region', () => {
  assert.equal(
    formatGithub(some),
    [
      '::error file=c.json,line=2,endLine=2,col=1,endColumn=5,title=problem::A brace is missing.',
      '::notice file=a/b.json,title=tls/minimum-version::A choice.',
      '::error file=main.bicep,line=3,endLine=3,col=5,endColumn=9,title=tls/minimum-version::The server still accepts TLS 1.0.%0Ap.bicepparam:1: From here.',
      '::warning file=main.bicep,line=5,endLine=5,col=1,endColumn=5,title=entra/administrator::The server still accepts TLS 1.0.',
      '1 error, 1 warning and 1 info in 1 file with 1 PostgreSQL server. 1 problem kept parts from being read.',
      '',
    ].join('\n'),
  );
});

test('regions of several lines have no columns for GitHub, which would refuse them', () => {
  const wide = { start: { line: 1, column: 2 }, end: { line: 4, column: 1 } };
  assert.match(formatGithub(result({ findings: [finding({ range: wide })] })), /line=1,endLine=4,title=/);
});

test('Azure Pipelines gets errors and warnings as issues, and the rest as lines', () => {
  assert.equal(
    formatAzurePipelines(some),
    [
      '##vso[task.logissue type=error;sourcepath=c.json;linenumber=2;columnnumber=1;code=problem;]A brace is missing.',
      'a/b.json: info: A choice. [tls/minimum-version]',
      '##vso[task.logissue type=error;sourcepath=main.bicep;linenumber=3;columnnumber=5;code=tls/minimum-version;]The server still accepts TLS 1.0.%0Ap.bicepparam:1:2: From here.',
      '##vso[task.logissue type=warning;sourcepath=main.bicep;linenumber=5;columnnumber=1;code=entra/administrator;]The server still accepts TLS 1.0.',
      '1 error, 1 warning and 1 info in 1 file with 1 PostgreSQL server. 1 problem kept parts from being read.',
      '',
    ].join('\n'),
  );
});

test('no name in a file becomes a command of a pipeline', () => {
  const github = formatGithub(hostile);
  assert.equal(githubCommands(github).length, 3, github);
  assert.ok(githubCommands(github).every((line) => /^::(error|notice) file=[^:]*,title=[^:]*::/.test(line) || line.includes('%3A')));
  const azure = formatAzurePipelines(hostile);
  assert.deepEqual(azureCommands(azure).map((line) => (line.match(/##vso\[/g) ?? []).length), [1, 1], azure);
  const text = formatText(hostile);
  assert.deepEqual([...githubCommands(text), ...azureCommands(text)], [], text);
});

test('JUnit has a suite for each file, and failures where the level fails', () => {
  const xml = formatJunit(some, { failing: ['error'] });
  assert.match(xml, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="PostgreSQL Security" tests="4" failures="1" errors="1">/);
  assert.match(xml, /<testsuite name="main\.bicep" tests="2" failures="1" errors="0">/);
  assert.match(xml, /<failure type="error" message="The server still accepts TLS 1\.0\.">main\.bicep:3:5: The server still accepts TLS 1\.0\.&#10;p\.bicepparam:1:2: From here\.<\/failure>/);
  assert.match(xml, /<system-out>warning: main\.bicep:5:1/);
  assert.equal((formatJunit(some, { failing: ['error', 'warning', 'info'] }).match(/<failure /g) ?? []).length, 3);
});

test('JUnit says that nothing was found as one test that passed', () => {
  assert.match(formatJunit(result(), { failing: ['error'] }), /tests="1" failures="0" errors="0"/);
});

test('XML stays whole whatever names hold', () => {
  const xml = formatJunit(hostile, { failing: ['error'] });
  // eslint-disable-next-line no-control-regex -- XML allows none of these.
  assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(xml));
  const tags = xml.match(/<[^>]*>/g) ?? [];
  assert.ok(tags.every((tag) => /^<(\?xml [^<]*\?|\/?(testsuites|testsuite|testcase|failure|error|system-out)( [a-z]+="[^"<]*")*\/?)>$/.test(tag)), tags.join('\n'));
});

test('Markdown has a table for each file, with links to the pages', () => {
  const markdown = formatMarkdown(some);
  assert.match(markdown, /^## PostgreSQL Security\n\n1 error, 1 warning and 1 info in 1 file/);
  assert.match(markdown, /### main\.bicep\n\n\| Level \| Line \| Finding \| Rule \|\n\|---\|---\|---\|---\|\n\| error \| 3 \| The server still accepts TLS 1\.0\.<br>p\.bicepparam:1: From here\. \| \[tls\/minimum-version\]\(https:/);
  assert.match(markdown, /\| problem \| 2 \| A brace is missing\. \| \|/);
});

test('names mean nothing to Markdown', () => {
  const markdown = formatMarkdown(hostile);
  for (const row of markdown.split('\n').filter((line) => line.startsWith('| '))) {
    assert.equal((row.replace(/\\\|/g, '').match(/\|/g) ?? []).length, 5, row);
  }
  assert.ok(!/[^\\]<b>|[^\\]`c|[^\\]\[d\]|@team/.test(markdown), markdown);
});
