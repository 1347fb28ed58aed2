import { resolve } from 'node:path';
import type { CheckResult, ResultFinding } from '../outputs/check-result';
import { applyBaselineFile } from './apply-baseline-file';
import { checkPaths } from './check-paths';
import type { CommandIo, ExitCode } from './command-io';
import type { CheckOptions } from './commands/check';
import { failing, formatResult } from './format-result';
import { writeOutput } from './write-output';

function exitCode({ summary, problems }: CheckResult, { failOn, allowProblems }: CheckOptions): ExitCode {
  if (problems.length > 0 && !allowProblems) return 2;
  return failing[failOn].some((level) => summary[level] > 0) ? 1 : 0;
}

/** Leaves the findings that changed files take part in; says nothing where git cannot be asked, after telling why. */
async function onlyChanged(result: CheckResult, since: string, io: CommandIo): Promise<CheckResult | undefined> {
  const { changedFiles } = await import('./changed-files');
  const changed = changedFiles(io.cwd, since);
  if ('failure' in changed) {
    io.error(`${changed.failure}\n`);
    return undefined;
  }
  const { narrowResult } = await import('../outputs/narrow-result');
  const isChanged = (file: string): boolean => changed.files.has(resolve(io.cwd, file));
  const touches = ({ file, related }: ResultFinding): boolean => isChanged(file) || related.some((one) => isChanged(one.file));
  return narrowResult(result, (finding) => (touches(finding) ? 'keep' : 'drop'));
}

/** Checks files and folders and writes what was found. */
export async function runCheck(options: CheckOptions, io: CommandIo): Promise<ExitCode> {
  const checked = await checkPaths({ ...options, showFixes: options.format === 'sarif' }, io);
  if (checked === undefined) return 2;
  const { baseline, changedSince, output, format, failOn } = options;
  const known = baseline === undefined ? checked.result : applyBaselineFile(checked.result, baseline, io);
  const result = known === undefined || changedSince === undefined ? known : await onlyChanged(known, changedSince, io);
  if (result === undefined) return 2;
  const text = await formatResult(result, { format, failOn, toFile: output !== undefined }, checked, io);
  if (!writeOutput(text, output, io) || checked.isPolicyBroken) return 2;
  return exitCode(result, options);
}
