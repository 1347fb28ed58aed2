import type { Policy } from '../engine/policy';
import { layers } from '../layers/catalog';
import type { Level } from '../model/rule';
import type { CheckResult } from '../outputs/check-result';
import { createLines } from '../outputs/code-frame';
import { formatText } from '../outputs/text';
import type { CommandIo } from './command-io';
import type { CheckFormat, Threshold } from './commands/check';
import { version } from './version';

export interface FormatOptions {
  readonly format: CheckFormat;
  readonly failOn: Threshold;
  /** True where the output goes into a file. */
  readonly toFile: boolean;
}

/** The levels that fail a check. */
export const failing: Readonly<Record<Threshold, readonly Level[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  info: ['error', 'warning', 'info'],
  never: [],
};

/** Whether to colour: NO_COLOR says no, then FORCE_COLOR says, else a terminal that can. */
export function wantsColors(toFile: boolean, { environment, isTerminal }: CommandIo): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '', TERM: terminal } = environment;
  if (no !== '' || toFile) return false;
  if (force !== '') return force !== '0' && force !== 'false';
  return terminal !== 'dumb' && isTerminal();
}

/** Renders a result; all but text are loaded when they are wanted. */
export async function formatResult(
  result: CheckResult, { format, failOn, toFile }: FormatOptions, { policy, read }: { policy: Policy; read: (file: string) => string | undefined }, io: CommandIo,
): Promise<string> {
  switch (format) {
    case 'text':
      return formatText(result, { colors: wantsColors(toFile, io), lines: createLines(read) });
    case 'json':
      return (await import('../outputs/json')).formatJson(result);
    case 'sarif':
      return (await import('../outputs/sarif')).formatSarif(result, { layers, policy, version });
    case 'markdown':
      return (await import('../outputs/markdown')).formatMarkdown(result);
    case 'junit':
      return (await import('../outputs/junit')).formatJunit(result, { failing: failing[failOn] });
    case 'github':
      return (await import('../outputs/github-annotations')).formatGithub(result);
    case 'azure-pipelines':
      return (await import('../outputs/azure-annotations')).formatAzurePipelines(result);
  }
}
