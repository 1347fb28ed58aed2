import { commands, window, CancellationError, type Disposable } from 'vscode';
import { loadCommands } from './load-commands';
import type { Services } from './services';

/** The common prefix of everything that package.json contributes. */
const prefix = 'postgresqlSecurity.';

/** Errors of another bundle are of another class; their names are the same. */
const isForPeople = (error: unknown): boolean => error instanceof Error && error.name === 'UserMessage';

/** The one place where errors of commands reach people: a cancel is silence, anything unexpected goes to the log too. */
async function run(services: Services, id: string, args: readonly unknown[]): Promise<unknown> {
  try {
    const { commandTable } = await loadCommands();
    const command = commandTable[id];
    if (command === undefined) throw new Error(`There is no command ${id}.`);
    return await command(services, ...args);
  } catch (error) {
    if (error instanceof CancellationError || (error instanceof Error && error.name === 'AbortError')) return undefined;
    const message = error instanceof Error ? error.message : String(error);
    if (!isForPeople(error)) services.log.error(id, error instanceof Error ? error : message);
    const show = 'Show Log';
    void window.showErrorMessage(message, ...(isForPeople(error) ? [] : [show])).then((answer) => {
      if (answer === show) services.log.show();
    });
    return undefined;
  }
}

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** Registers what package.json contributes; what a command does is loaded when the first one is run. */
export function registerCommands(services: Services): Disposable[] {
  const { contributes } = services.context.extension.packageJSON as Manifest;
  return contributes.commands.map(({ command }) =>
    commands.registerCommand(command, (...args: unknown[]) => run(services, command.slice(prefix.length), args)),
  );
}
