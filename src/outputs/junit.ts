import type { Level } from '../model/rule';
import type { CheckResult, ResultFinding, ResultProblem, TextRange } from './check-result';
import { compareText } from './check-result';
import { escapeXml } from './escape';
import { summarise } from './summarise';

export interface JunitOptions {
  /** The levels that count as failures; findings of others are tests that passed and say what they saw. */
  readonly failing: readonly Level[];
}

type State = 'failure' | 'error' | 'passed';

interface Test {
  readonly file: string;
  readonly state: State;
  readonly xml: string;
}

const at = (file: string, range: TextRange | null | undefined): string => (range ? `${file}:${range.start.line}:${range.start.column}` : file);

function findingTest(finding: ResultFinding, { failing }: JunitOptions): Test {
  const { file, range, ruleId, message, level, outcome, related } = finding;
  const state = outcome === 'fail' && failing.includes(level) ? 'failure' : 'passed';
  const detail = [`${at(file, range)}: ${message}`, ...related.map((one) => `${at(one.file, one.range)}: ${one.message}`)].join('\n');
  const head = `<testcase classname="${escapeXml(file)}" name="${escapeXml(`${ruleId} at ${range?.start.line ?? 'the file'}`)}">`;
  const body =
    state === 'failure'
      ? `<failure type="${outcome === 'unknown' ? outcome : level}" message="${escapeXml(message)}">${escapeXml(detail)}</failure>`
      : `<system-out>${escapeXml(`${outcome === 'unknown' ? outcome : level}: ${detail}`)}</system-out>`;
  return { file, state, xml: `    ${head}${body}</testcase>` };
}

function problemTest({ file, range, message }: ResultProblem): Test {
  const text = escapeXml(`${at(file, range)}: ${message}`);
  return {
    file,
    state: 'error',
    xml: `    <testcase classname="${escapeXml(file)}" name="can be read"><error type="problem" message="${escapeXml(message)}">${text}</error></testcase>`,
  };
}

const counts = (tests: readonly Test[]): string =>
  `tests="${tests.length}" failures="${tests.filter(({ state }) => state === 'failure').length}" errors="${tests.filter(({ state }) => state === 'error').length}"`;

/** Renders a result as JUnit XML, one suite for each file. Where nothing was found, one test says so. */
export function formatJunit(result: CheckResult, options: JunitOptions): string {
  const tests = [...result.problems.map(problemTest), ...result.findings.map((finding) => findingTest(finding, options))];
  const all: readonly Test[] = tests.length > 0 ? tests : [{ file: 'PostgreSQL Security', state: 'passed', xml: `    <testcase classname="PostgreSQL Security" name="${escapeXml(summarise(result))}"/>` }];
  const files = [...new Set(all.map(({ file }) => file))].sort(compareText);
  const suites = files.map((file) => {
    const own = all.filter((test) => test.file === file);
    return [`  <testsuite name="${escapeXml(file)}" ${counts(own)}>`, ...own.map(({ xml }) => xml), '  </testsuite>'].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="PostgreSQL Security" ${counts(all)}>`, ...suites, '</testsuites>', ''].join('\n');
}
