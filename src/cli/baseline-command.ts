import { formatBaseline } from '../outputs/baseline';
import { count } from '../outputs/count';
import { relativeTo } from './apply-baseline-file';
import { checkPaths } from './check-paths';
import type { CommandIo, ExitCode } from './command-io';
import type { BaselineOptions } from './commands/baseline';
import { writeOutput } from './write-output';

/** Writes a baseline. Without everything read it would leave findings out, which would fail later as if they were new. */
export async function runBaseline(options: BaselineOptions, io: CommandIo): Promise<ExitCode> {
  const checked = await checkPaths({ ...options, inlineSuppressions: true, showUnknown: false, showFixes: false }, io);
  if (checked === undefined) return 2;
  const { problems, findings } = checked.result;
  for (const { file, range, message } of problems) io.error(`${file}${range ? `:${range.start.line}:${range.start.column}` : ''}  ${message}\n`);
  if (problems.length > 0) {
    io.error('No baseline was written, because not everything could be checked.\n');
    return 2;
  }
  const named = relativeTo(options.output, io);
  const text = formatBaseline({ ...checked.result, findings: findings.map((finding) => ({ ...finding, file: named(finding.file) })) });
  if (!writeOutput(text, options.output, io)) return 2;
  io.out(`Wrote ${count(findings.length, 'finding')} to ${options.output}. Check with --baseline ${options.output}.\n`);
  return 0;
}
