import type { CheckResult } from './check-result';
import { count, listWords } from './count';

/** Says in a few sentences what a check found; every output for people ends with it. */
export function summarise({ findings, suppressed, problems, summary }: CheckResult): string {
  const { files, servers, error, warning, info, unknown } = summary;
  const found = [
    ...(error > 0 ? [count(error, 'error')] : []),
    ...(warning > 0 ? [count(warning, 'warning')] : []),
    ...(info > 0 ? [count(info, 'info')] : []),
  ];
  const where = `${count(files, 'file')} with ${count(servers, 'PostgreSQL server')}`;
  const listed = findings.some(({ outcome }) => outcome === 'unknown');
  const fixable = findings.filter((finding) => finding.fixable).length;
  const known = suppressed.filter(({ suppression }) => suppression.kind === 'baseline').length;
  const silent = summary.suppressed - known;
  return [
    `${found.length > 0 ? listWords(found) : 'No findings'} in ${where}.`,
    ...(fixable > 0 ? [`An editor can fix ${fixable} of them.`] : []),
    ...(silent > 0 ? [`${count(silent, 'finding')} suppressed in templates.`] : []),
    ...(known > 0 ? [`${count(known, 'finding')} known from the baseline.`] : []),
    ...(unknown > 0
      ? [`${count(unknown, 'check')} could not be decided${listed ? '' : ' (--show-unknown lists them)'}.`]
      : []),
    ...(problems.length > 0 ? [`${count(problems.length, 'problem')} kept parts from being read.`] : []),
  ].join(' ');
}
