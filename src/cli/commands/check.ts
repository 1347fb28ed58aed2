import { profiles } from '../../engine/profile';
import type { Level } from '../../model/rule';
import type { CheckPathsOptions } from '../check-paths';
import type { Values } from '../command';
import { defineCommand, oneOf, UsageError } from '../command';

const formats = ['text', 'json', 'sarif', 'markdown', 'junit', 'github', 'azure-pipelines'] as const;
const thresholds = ['error', 'warning', 'info', 'never'] as const;

export type CheckFormat = (typeof formats)[number];

/** The least level that fails a check. */
export type Threshold = Level | 'never';

export interface CheckOptions extends Omit<CheckPathsOptions, 'showFixes'> {
  readonly format: CheckFormat;
  readonly failOn: Threshold;
  readonly allowProblems: boolean;
  /** A file of findings that are known and do not fail. */
  readonly baseline?: string;
  /** A commit of git: only findings in files that changed since count. */
  readonly changedSince?: string;
}

const parameters = {
  format: { type: 'string' },
  output: { type: 'string' },
  'fail-on': { type: 'string' },
  profile: { type: 'string' },
  config: { type: 'string' },
  'no-inline-suppressions': { type: 'boolean' },
  baseline: { type: 'string' },
  'changed-since': { type: 'string' },
  'show-unknown': { type: 'boolean' },
  'allow-problems': { type: 'boolean' },
  'stdin-filename': { type: 'string' },
} as const;

function read(paths: readonly string[], values: Values<typeof parameters>): CheckOptions {
  const { output, config, baseline, 'changed-since': changedSince, 'stdin-filename': stdinFilename } = values;
  if (paths.length === 0) throw new UsageError('check needs at least one file or folder, or - for standard input.');
  if (paths.includes('')) throw new UsageError('The name of a file or folder is empty.');
  if (config === '') throw new UsageError('--config needs the name of a file.');
  if (baseline === '') throw new UsageError('--baseline needs the name of a file.');
  if (changedSince === '') throw new UsageError('--changed-since needs a commit, such as origin/main.');
  if (output === '') throw new UsageError('--output needs the name of a file.');
  if (paths.includes('-') && stdinFilename === undefined) {
    throw new UsageError('- needs --stdin-filename NAME, such as main.bicep: the name says what standard input holds.');
  }
  if (stdinFilename === '') throw new UsageError('--stdin-filename needs a name, such as main.bicep.');
  if (stdinFilename !== undefined && !paths.includes('-')) {
    throw new UsageError('--stdin-filename goes with - among the paths, which reads standard input.');
  }
  return {
    paths,
    format: oneOf('format', values.format, formats, 'text'),
    ...(output === undefined ? {} : { output }),
    failOn: oneOf('fail-on', values['fail-on'], thresholds, 'error'),
    ...(values.profile === undefined ? {} : { profile: oneOf('profile', values.profile, profiles, 'recommended') }),
    ...(config === undefined ? {} : { config }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(changedSince === undefined ? {} : { changedSince }),
    inlineSuppressions: values['no-inline-suppressions'] !== true,
    showUnknown: values['show-unknown'] === true,
    allowProblems: values['allow-problems'] === true,
    ...(stdinFilename === undefined ? {} : { stdinFilename }),
  };
}

const usage = `Checks Bicep files and ARM templates.

Usage:
  postgresql-security check <path>... [options]

Paths are files and folders. A folder is searched for .bicep, .bicepparam, .json and .jsonc files, without
node_modules, .git and what git ignores; a file that is named is always read. - reads standard input.

Options:
  --format FORMAT              how to show what was found: text, json, sarif, markdown, junit, github or
                               azure-pipelines (text)
  --output FILE                write it to a file instead of standard output
  --fail-on LEVEL              the least level that fails: error, warning, info or never (error)
  --profile PROFILE            which rules speak: recommended, strict, resilience or all
                               (that of postgresql-security.json, or recommended)
  --config FILE                the configuration, instead of the nearest postgresql-security.json above each file
  --no-inline-suppressions     show what templates ask not to show
  --baseline FILE              findings of this file, which the command baseline writes, do not fail
  --changed-since COMMIT       only what files have to do with that git sees changed since their branch left COMMIT
  --show-unknown               also list what could not be decided; it never fails a check
  --allow-problems             do not fail because of files that could not be read
  --stdin-filename NAME        the name of what standard input holds, such as main.bicep

Exit codes: 0 nothing found at or above --fail-on, 1 something found, 2 not everything could be checked.
NO_COLOR turns colours off, FORCE_COLOR=1 turns them on.
`;

export const checkCommand = defineCommand({
  name: 'check',
  summary: 'checks Bicep files and ARM templates',
  usage,
  parameters,
  read,
  run: async (options: CheckOptions, io) => (await import('../check-command')).runCheck(options, io),
});
