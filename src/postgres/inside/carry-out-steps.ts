import { connect, type Target } from '../connect';
import type { RoleStep } from './create-role';

/** Runs each step in its database, all of its statements or none. */
export async function carryOutSteps(target: Target, steps: readonly RoleStep[]): Promise<void> {
  for (const [index, { database, statements }] of steps.entries()) {
    const connection = await connect({ ...target, login: { ...target.login, database } });
    try {
      await connection.transaction(statements);
    } catch (error) {
      if (index > 0 && error instanceof Error) error.message = `The role exists now, but not its rights in ${database}: ${error.message}`;
      throw error;
    } finally {
      await connection.end();
    }
  }
}

/** Shows steps before they run, without what a password can be guessed from. */
export const shownSteps = (steps: readonly RoleStep[]): string =>
  steps
    .map(({ database, statements }) =>
      [`In database ${database}, in one transaction:`, ...statements.map((one) => `${one.replace(/'SCRAM-SHA-256\$[^']*'/, "'SCRAM-SHA-256$…'")};`)].join('\n'),
    )
    .join('\n\n');
