import type { CommandIo, ExitCode } from './command-io';
import { readOptions } from './options';

/** Loads only what the command needs: starting is a large part of checking one file. */
async function dispatch(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const options = readOptions(argv);
  switch (options.command) {
    case 'check': {
      const { runCheck } = await import('./check-command');
      return runCheck(options, io);
    }
    case 'rules': {
      const { runRules } = await import('./rules-command');
      return runRules(options, io);
    }
    case 'version': {
      const { version } = await import('./version');
      io.out(`${version}\n`);
      return 0;
    }
    case 'help': {
      const { usage } = await import('./usage');
      io.out(usage);
      return 0;
    }
    case 'usage':
      io.error(`${options.message}\nSee postgresql-security --help.\n`);
      return 2;
  }
}

/**
 * Runs the command line with the arguments after the program's name. Never throws: what nobody expected is told in a
 * sentence, without a trace, which could hold what a file says.
 */
export async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'error';
    io.error(`The check ended because of a defect in this program (${kind}). Please report it.\n`);
    return 2;
  }
}
