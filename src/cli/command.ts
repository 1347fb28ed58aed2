import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { CommandIo, ExitCode } from './command-io';

/** Says that a command line cannot be understood, and what to do about it. Caught where arguments are read. */
export class UsageError extends Error {}

/** What the person asked a command to do, ready to be done. */
export interface Prepared {
  readonly options: object;
  readonly run: (io: CommandIo) => Promise<ExitCode>;
}

/** One command of the command line. */
export interface Command {
  readonly name: string;
  /** Other names that it goes by. */
  readonly aliases?: readonly string[];
  /** One line for the list of commands: "checks files and folders". */
  readonly summary: string;
  /** What `NAME --help` prints: how it is called, and its options. */
  readonly usage: string;
  readonly optionNames: readonly string[];
  /** Reads the arguments after the name. Throws what `parseArgs` throws, and `UsageError`. */
  readonly prepare: (args: readonly string[]) => Prepared;
}

/** Options as `parseArgs` takes them. */
type Parameters = NonNullable<ParseArgsConfig['options']>;

type Parsed<P extends Parameters> = ReturnType<
  typeof parseArgs<{ args: string[]; options: P; allowPositionals: true }>
>;

/** The values of a command's options, by name. */
export type Values<P extends Parameters> = Parsed<P>['values'];

interface Definition<P extends Parameters, O extends object> extends Pick<Command, 'name' | 'aliases' | 'summary' | 'usage'> {
  /** The options that the command takes; every other one is refused. */
  readonly parameters: P;
  /** Turns words into options. Throws `UsageError`. */
  readonly read: (words: readonly string[], values: Values<P>) => O;
  /** Loads what the command needs and carries it out: starting is a large part of checking one file. */
  readonly run: (options: O, io: CommandIo) => Promise<ExitCode>;
}

/** Makes a command out of its options and what carries it out. */
export function defineCommand<const P extends Parameters, O extends object>(definition: Definition<P, O>): Command {
  const { name, aliases, summary, usage, parameters, read, run } = definition;
  return {
    name,
    ...(aliases === undefined ? {} : { aliases }),
    summary,
    usage,
    optionNames: Object.keys(parameters),
    prepare: (args) => {
      const { positionals, values } = parseArgs({ args: [...args], options: parameters, allowPositionals: true });
      const options = read(positionals, values);
      return { options, run: (io) => run(options, io) };
    },
  };
}

/** Reads an option that takes one of a few words. */
export function oneOf<T extends string>(option: string, text: string | undefined, choices: readonly T[], fallback: T): T {
  if (text === undefined) return fallback;
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${option} takes one of ${choices.join(', ')}, not "${text}".`);
}
