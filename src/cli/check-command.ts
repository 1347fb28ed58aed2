import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { layers } from '../layers/catalog';
import type { CheckResult } from '../outputs/check-result';
import { formatJson } from '../outputs/json';
import { formatText } from '../outputs/text';
import { checkFiles } from './check-files';
import type { CommandIo, ExitCode } from './command-io';
import type { CheckOptions, Threshold } from './commands/check';
import { createDiskHost } from './disk-host';
import { displayPath } from './display-path';
import type { FoundFile } from './find-files';
import { findFiles } from './find-files';
import { takeTemplates } from './take-templates';
import type { TextFile } from './text-file';
import { decodeText, explainDiskError } from './text-file';
import { version } from './version';

const failing: Readonly<Record<Threshold, readonly ('error' | 'warning' | 'info')[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  info: ['error', 'warning', 'info'],
  never: [],
};

function exitCode({ summary, problems }: CheckResult, { failOn, allowProblems }: CheckOptions): ExitCode {
  if (problems.length > 0 && !allowProblems) return 2;
  return failing[failOn].some((level) => summary[level] > 0) ? 1 : 0;
}

async function format(result: CheckResult, options: CheckOptions, io: CommandIo): Promise<string> {
  switch (options.format) {
    case 'json':
      return formatJson(result);
    case 'sarif': {
      const { formatSarif } = await import('../outputs/sarif');
      return formatSarif(result, { layers, profile: options.profile, version });
    }
    case 'text': {
      const { NO_COLOR: noColor = '', TERM: terminal } = io.environment;
      const colors = options.output === undefined && noColor === '' && terminal !== 'dumb' && io.isTerminal();
      return formatText(result, { colors });
    }
  }
}

function write(text: string, { output }: CheckOptions, io: CommandIo): string | undefined {
  if (output === undefined) {
    io.out(text);
    return undefined;
  }
  try {
    writeFileSync(resolve(io.cwd, output), text);
    return undefined;
  } catch (error) {
    const because = explainDiskError(error);
    return `The output was not written: ${output} ${because === 'does not exist.' ? 'is in a folder that does not exist.' : because}`;
  }
}

async function readGiven({ stdinFilename }: CheckOptions, io: CommandIo): Promise<Map<string, TextFile>> {
  if (stdinFilename === undefined) return new Map();
  return new Map([[resolve(io.cwd, stdinFilename), decodeText(await io.readInput())]]);
}

/** What was written by an earlier run is no template, although it mentions what templates do. */
function withoutOutput(files: readonly FoundFile[], { output }: CheckOptions, io: CommandIo): readonly FoundFile[] {
  const written = output === undefined ? undefined : resolve(io.cwd, output);
  return files.filter(({ file, named }) => named || file !== written);
}

/** Checks files and folders and writes what was found. */
export async function runCheck(options: CheckOptions, io: CommandIo): Promise<ExitCode> {
  const display = (file: string): string => displayPath(io.cwd, file);
  const found = await findFiles(options.paths.filter((path) => path !== '-').map((path) => resolve(io.cwd, path)));
  if (found.missing.length > 0) {
    for (const path of found.missing) io.error(`${display(path)} does not exist.\n`);
    return 2;
  }
  const given = await readGiven(options, io);
  const host = createDiskHost(given);
  const onDisk = withoutOutput(found.files, options, io).filter(({ file }) => !given.has(file));
  const templates = takeTemplates([...onDisk, ...[...given.keys()].map((file) => ({ file, named: true }))], host);
  const result = checkFiles({
    files: templates.files,
    host,
    layers,
    profile: options.profile,
    today: io.today,
    showUnknown: options.showUnknown,
    display,
    problems: [
      ...found.problems.map(({ file, message }) => ({ file, message: `The folder ${message}` })),
      ...templates.problems,
    ],
  });
  const failure = write(await format(result, options, io), options, io);
  if (failure === undefined) return exitCode(result, options);
  io.error(`${failure}\n`);
  return 2;
}
