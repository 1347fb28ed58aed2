import { listWords } from '../outputs/count';
import type { Command, Prepared } from './command';
import { UsageError } from './command';
import { commands } from './commands';

/** What the person asked for; `usage` where that cannot be understood, with what to do about it. */
export type Options =
  | { readonly kind: 'run'; readonly command: string; readonly prepared: Prepared }
  | { readonly kind: 'help'; readonly of?: Command }
  | { readonly kind: 'version' }
  | { readonly kind: 'usage'; readonly message: string; readonly of?: Command };

const isHelp = (word: string): boolean => word === '--help' || word === '-h';

/** Says whether help is asked for; what follows `--` are names, whatever they look like. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).some(isHelp);
}

const find = (name: string | undefined): Command | undefined =>
  commands.find((command) => command.name === name || (name !== undefined && command.aliases?.includes(name) === true));

function missing(name: string | undefined): Options {
  if (name === undefined) {
    const names = commands.map((command) => command.name);
    return { kind: 'usage', message: `A command is missing: ${listWords(names, 'or')}.` };
  }
  const message = name.startsWith('-')
    ? `${name} is no command. The command comes first: postgresql-security check <path>…`
    : `There is no command "${name}".`;
  return { kind: 'usage', message };
}

/** Says what Node.js says about options: its first sentence, as the rest is advice for programmers. */
function parseMessage(message: string): string {
  const [, option] = /^Option '([^']+)' argument is ambiguous/.exec(message) ?? [];
  if (option !== undefined) return `${option} needs a value; one that begins with a dash is written ${option}=VALUE.`;
  return `${message.split(/\.\s|\n/)[0]?.replace(/\.$/, '') ?? ''}.`;
}

const isParseError = (error: unknown): error is Error =>
  error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');

function prepare(command: Command, args: readonly string[]): Options {
  try {
    return { kind: 'run', command: command.name, prepared: command.prepare(args) };
  } catch (error) {
    if (error instanceof UsageError) return { kind: 'usage', message: error.message, of: command };
    if (isParseError(error)) return { kind: 'usage', message: parseMessage(error.message), of: command };
    throw error;
  }
}

/** Reads the arguments after the program's name. Never throws on what a person may have typed. */
export function readOptions(argv: readonly string[]): Options {
  const [name, ...args] = argv;
  if (name === 'help') {
    const of = find(args[0]);
    return of === undefined ? { kind: 'help' } : { kind: 'help', of };
  }
  if (name !== undefined && isHelp(name)) return { kind: 'help' };
  if (name === '--version') return { kind: 'version' };
  const command = find(name);
  if (command === undefined) return missing(name);
  return asksForHelp(args) ? { kind: 'help', of: command } : prepare(command, args);
}
