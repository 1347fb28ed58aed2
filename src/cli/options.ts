import { parseArgs } from 'node:util';
import type { Profile } from '../engine/profile';
import type { Level } from '../model/rule';
import { isProfile, profiles } from '../engine/profile';

const checkFormats = ['text', 'json', 'sarif'] as const;
const ruleFormats = ['text', 'json', 'markdown'] as const;
const thresholds = ['error', 'warning', 'info', 'never'] as const;

export type CheckFormat = (typeof checkFormats)[number];
export type RuleFormat = (typeof ruleFormats)[number];

/** The least level that fails a check. */
export type Threshold = Level | 'never';

export interface CheckOptions {
  readonly command: 'check';
  /** Files and folders, and `-` for standard input; at least one. */
  readonly paths: readonly string[];
  readonly format: CheckFormat;
  readonly output?: string;
  readonly failOn: Threshold;
  readonly profile: Profile;
  readonly showUnknown: boolean;
  readonly allowProblems: boolean;
  /** The name that says what standard input holds; set where `-` is among the paths. */
  readonly stdinFilename?: string;
}

export interface RulesOptions {
  readonly command: 'rules';
  readonly format: RuleFormat;
}

/** What the person asked for; `usage` where that cannot be understood, with what to do about it. */
export type Options =
  | CheckOptions
  | RulesOptions
  | { readonly command: 'help' | 'version' }
  | { readonly command: 'usage'; readonly message: string };

const parameters = {
  format: { type: 'string' },
  output: { type: 'string' },
  'fail-on': { type: 'string' },
  profile: { type: 'string' },
  'show-unknown': { type: 'boolean' },
  'allow-problems': { type: 'boolean' },
  'stdin-filename': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Says that a command line cannot be understood; caught before it leaves this file. */
class UsageError extends Error {}

function oneOf<T extends string>(option: string, text: string | undefined, choices: readonly T[], fallback: T): T {
  if (text === undefined) return fallback;
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${option} takes one of ${choices.join(', ')}, not "${text}".`);
}

const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options: parameters, allowPositionals: true });

type Values = ReturnType<typeof parse>['values'];

function readProfile(text = 'recommended'): Profile {
  if (isProfile(text)) return text;
  throw new UsageError(`--profile takes one of ${profiles.join(', ')}, not "${text}".`);
}

function readCheck(paths: readonly string[], values: Values): CheckOptions {
  const { output, 'stdin-filename': stdinFilename } = values;
  if (paths.length === 0) throw new UsageError('check needs at least one file or folder, or - for standard input.');
  if (paths.includes('')) throw new UsageError('The name of a file or folder is empty.');
  if (output === '') throw new UsageError('--output needs the name of a file.');
  if (paths.includes('-') && stdinFilename === undefined) {
    throw new UsageError('- needs --stdin-filename NAME, such as main.bicep: the name says what standard input holds.');
  }
  if (stdinFilename === '') throw new UsageError('--stdin-filename needs a name, such as main.bicep.');
  if (stdinFilename !== undefined && !paths.includes('-')) {
    throw new UsageError('--stdin-filename goes with - among the paths, which reads standard input.');
  }
  return {
    command: 'check',
    paths,
    format: oneOf('format', values.format, checkFormats, 'text'),
    ...(output === undefined ? {} : { output }),
    failOn: oneOf('fail-on', values['fail-on'], thresholds, 'error'),
    profile: readProfile(values.profile),
    showUnknown: values['show-unknown'] === true,
    allowProblems: values['allow-problems'] === true,
    ...(stdinFilename === undefined ? {} : { stdinFilename }),
  };
}

function readRules(paths: readonly string[], { format, ...others }: Values): RulesOptions {
  if (paths.length > 0) throw new UsageError('rules takes no paths.');
  const [other] = Object.keys(others);
  if (other !== undefined) throw new UsageError(`--${other} is no option of rules.`);
  return { command: 'rules', format: oneOf('format', format, ruleFormats, 'text') };
}

function read(argv: readonly string[]): Options {
  const { values, positionals } = parse(argv);
  const [command, ...paths] = positionals;
  if (values.help === true || command === 'help') return { command: 'help' };
  if (values.version === true) return { command: 'version' };
  if (command === 'check') return readCheck(paths, values);
  if (command === 'rules') return readRules(paths, values);
  throw new UsageError(command === undefined ? 'A command is missing: check or rules.' : `There is no command "${command}".`);
}

/** Keeps the first sentence of what Node.js says about options; the rest is advice for programmers. */
const firstSentence = (message: string): string => `${message.split(/\.\s|\n/)[0]?.replace(/\.$/, '') ?? ''}.`;

const isParseError = (error: unknown): error is Error =>
  error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');

/** Reads the arguments after the program's name. Never throws on what a person may have typed. */
export function readOptions(argv: readonly string[]): Options {
  try {
    return read(argv);
  } catch (error) {
    if (error instanceof UsageError) return { command: 'usage', message: error.message };
    if (isParseError(error)) return { command: 'usage', message: firstSentence(error.message) };
    throw error;
  }
}
