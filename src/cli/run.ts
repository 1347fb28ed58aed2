import type { CommandIo, ExitCode } from './command-io';
import { readOptions } from './options';

async function dispatch(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const options = readOptions(argv);
  switch (options.kind) {
    case 'run':
      return options.prepared.run(io);
    case 'version': {
      const { version } = await import('./version');
      io.out(`${version}\n`);
      return 0;
    }
    case 'help': {
      io.out(options.of?.usage ?? (await import('./usage')).usage);
      return 0;
    }
    case 'usage': {
      const more = options.of === undefined ? '' : `${options.of.name} `;
      io.error(`${options.message}\nSee postgresql-security ${more}--help.\n`);
      return 2;
    }
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
    io.error(`The command ended because of a defect in this program (${kind}). Please report it.\n`);
    return 2;
  }
}
