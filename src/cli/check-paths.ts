import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { configurationName } from '../engine/configuration/configuration';
import type { Policy } from '../engine/policy';
import { policyOf } from '../engine/policy';
import type { Profile } from '../engine/profile';
import { suppressionLevel } from '../engine/suppression-rules';
import { layers } from '../layers/catalog';
import type { CheckResult, ResultFinding } from '../outputs/check-result';
import { checkFiles } from './check-files';
import type { CommandIo } from './command-io';
import type { Configurations } from './configurations';
import { createConfigurations } from './configurations';
import { createDiskHost } from './disk-host';
import { displayPath } from './display-path';
import type { FoundFile } from './find-files';
import { findFiles } from './find-files';
import { takeTemplates } from './take-templates';
import type { TextFile } from './text-file';
import { decodeText } from './text-file';
import { createWorkFolders } from './work-folders';

/** What is checked, and by which policy. */
export interface CheckPathsOptions {
  /** Files and folders, and `-` for standard input; at least one. */
  readonly paths: readonly string[];
  /** Goes before the profile of the configuration. */
  readonly profile?: Profile;
  /** The configuration file that takes the place of those beside the templates. */
  readonly config?: string;
  readonly inlineSuppressions: boolean;
  readonly showUnknown: boolean;
  /** Whether the findings hold what their fixes would write. */
  readonly showFixes: boolean;
  /** What is written by this run, and no template. */
  readonly output?: string;
  /** The name that says what standard input holds; set where `-` is among the paths. */
  readonly stdinFilename?: string;
}

export interface CheckedPaths {
  readonly result: CheckResult;
  /** True where a configuration does not hold: a policy that is not understood must not pass. */
  readonly isPolicyBroken: boolean;
  /** The policy of the working directory. */
  readonly policy: Policy;
  /** The text of a file as the result names it. */
  readonly read: (file: string) => string | undefined;
}

const allRules = layers.flatMap(({ rules }) => rules);

function missingConfiguration({ config }: CheckPathsOptions, io: CommandIo): string[] {
  const file = config === undefined ? undefined : resolve(io.cwd, config);
  return file === undefined || existsSync(file) ? [] : [file];
}

async function readGiven({ stdinFilename }: CheckPathsOptions, io: CommandIo): Promise<Map<string, TextFile>> {
  if (stdinFilename === undefined) return new Map();
  return new Map([[resolve(io.cwd, stdinFilename), decodeText(await io.readInput())]]);
}

/** What was written by an earlier run is no template, although it mentions what templates do; nor is a configuration. */
function onlyTemplates(files: readonly FoundFile[], { output }: CheckPathsOptions, io: CommandIo): readonly FoundFile[] {
  const written = output === undefined ? undefined : resolve(io.cwd, output);
  return files.filter(({ file, named }) => basename(file) !== configurationName && (named || file !== written));
}

/** Reads the configurations that files name themselves, so that what is wrong with them is told. */
function openConfigurations(files: readonly FoundFile[], configurations: Configurations): void {
  for (const { file, named } of files) if (named && basename(file) === configurationName) configurations.for(file);
}

/** Shows exceptions for live servers whose last day has passed, as findings in the configuration itself. */
function expiredFindings(configurations: Configurations, { levels }: Policy, today: string): ResultFinding[] {
  const level = suppressionLevel('suppression/expired', levels);
  if (level === 'off') return [];
  return configurations.expired(today).map((one) => ({
    ...one,
    ruleId: 'suppression/expired',
    layer: 'suppression',
    level,
    outcome: 'fail',
    resource: null,
    property: null,
    related: [],
    fixable: false,
  }));
}

/** Checks files and folders; says nothing where some path does not exist, after telling so. */
export async function checkPaths(options: CheckPathsOptions, io: CommandIo): Promise<CheckedPaths | undefined> {
  const display = (file: string): string => displayPath(io.cwd, file);
  const paths = options.paths.filter((path) => path !== '-').map((path) => resolve(io.cwd, path));
  const found = await findFiles(paths);
  const missing = [...found.missing, ...missingConfiguration(options, io)];
  if (missing.length > 0) {
    for (const path of missing) io.error(`${display(path)} does not exist.\n`);
    return undefined;
  }
  const given = await readGiven(options, io);
  const host = createDiskHost(given, createWorkFolders(io.cwd, [...paths, ...given.keys()]));
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
    showFixes: options.showFixes,
    display,
    further: () => expiredFindings(configurations, policy, io.today),
    problems: [
      ...found.problems.map(({ file, message }) => ({ file, message: `The folder ${message}` })),
      ...templates.problems,
    ],
  });
  const wrong = configurations.problems().map((problem) => ({ ...problem, file: display(problem.file) }));
  return {
    result: wrong.length === 0 ? checked : { ...checked, problems: [...wrong, ...checked.problems] },
    isPolicyBroken: wrong.length > 0,
    policy,
    read: (file) => host.read(resolve(io.cwd, file)),
  };
}
