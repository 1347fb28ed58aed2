import { existsSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { configurationName } from '../engine/configuration/configuration';
import type { Policy } from '../engine/policy';
import { policyOf } from '../engine/policy';
import { layers } from '../layers/catalog';
import type { CheckResult } from '../outputs/check-result';
import { formatJson } from '../outputs/json';
import { formatText } from '../outputs/text';
import { checkFiles } from './check-files';
import type { CommandIo, ExitCode } from './command-io';
import type { CheckOptions, Threshold } from './commands/check';
import type { Configurations } from './configurations';
import { createConfigurations } from './configurations';
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

async function format(result: CheckResult, options: CheckOptions, policy: Policy, io: CommandIo): Promise<string> {
  switch (options.format) {
    case 'json':
      return formatJson(result);
    case 'sarif': {
      const { formatSarif } = await import('../outputs/sarif');
      return formatSarif(result, { layers, policy, version });
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

const allRules = layers.flatMap(({ rules }) => rules);

function missingConfiguration({ config }: CheckOptions, io: CommandIo): string[] {
  const file = config === undefined ? undefined : resolve(io.cwd, config);
  return file === undefined || existsSync(file) ? [] : [file];
}

async function readGiven({ stdinFilename }: CheckOptions, io: CommandIo): Promise<Map<string, TextFile>> {
  if (stdinFilename === undefined) return new Map();
  return new Map([[resolve(io.cwd, stdinFilename), decodeText(await io.readInput())]]);
}

/** What was written by an earlier run is no template, although it mentions what templates do; nor is a configuration. */
function onlyTemplates(files: readonly FoundFile[], { output }: CheckOptions, io: CommandIo): readonly FoundFile[] {
  const written = output === undefined ? undefined : resolve(io.cwd, output);
  return files.filter(({ file, named }) => basename(file) !== configurationName && (named || file !== written));
}

/** Reads the configurations that files name themselves, so that what is wrong with them is told. */
function openConfigurations(files: readonly FoundFile[], configurations: Configurations): void {
  for (const { file, named } of files) if (named && basename(file) === configurationName) configurations.for(file);
}

/** Checks files and folders and writes what was found. */
export async function runCheck(options: CheckOptions, io: CommandIo): Promise<ExitCode> {
  const display = (file: string): string => displayPath(io.cwd, file);
  const found = await findFiles(options.paths.filter((path) => path !== '-').map((path) => resolve(io.cwd, path)));
  const missing = [...found.missing, ...missingConfiguration(options, io)];
  if (missing.length > 0) {
    for (const path of missing) io.error(`${display(path)} does not exist.\n`);
    return 2;
  }
  const given = await readGiven(options, io);
  const host = createDiskHost(given);
  const configurations = createConfigurations(allRules, options.config === undefined ? undefined : resolve(io.cwd, options.config));
  openConfigurations(found.files, configurations);
  const onDisk = onlyTemplates(found.files, options, io).filter(({ file }) => !given.has(file) && !configurations.isIgnored(file));
  const templates = takeTemplates([...onDisk, ...[...given.keys()].map((file) => ({ file, named: true }))], host);
  const policyFor = (file: string): Policy =>
    policyOf(configurations.for(file).configuration, options.profile === undefined ? {} : { profile: options.profile });
  const policy = policyFor(join(io.cwd, configurationName));
  const checked = checkFiles({
    files: templates.files,
    host,
    layers,
    policyOf: policyFor,
    isIgnored: configurations.isIgnored,
    inlineSuppressions: options.inlineSuppressions,
    today: io.today,
    showUnknown: options.showUnknown,
    display,
    problems: [
      ...found.problems.map(({ file, message }) => ({ file, message: `The folder ${message}` })),
      ...templates.problems,
    ],
  });
  const wrong = configurations.problems().map((problem) => ({ ...problem, file: display(problem.file) }));
  const result = wrong.length === 0 ? checked : { ...checked, problems: [...wrong, ...checked.problems] };
  const failure = write(await format(result, options, policy, io), options, io);
  // A policy that is not understood must not pass, whatever else is allowed.
  if (failure === undefined) return wrong.length > 0 ? 2 : exitCode(result, options);
  io.error(`${failure}\n`);
  return 2;
}
