import { connect, type Target } from '../connect';
import { visibleText } from '../foreign-text';

/** Statements that run in one database, all of them or none. */
export interface SqlStep {
  readonly database: string;
  readonly statements: readonly string[];
}

/** Says what is done and what is not where a step fails after others. */
export type Partly = (done: readonly SqlStep[], failed: SqlStep) => string;

/** Runs each step in its database, all of its statements or none. */
export async function carryOutSteps(target: Target, steps: readonly SqlStep[], partly: Partly): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      const connection = await connect({ ...target, login: { ...target.login, database: step.database } });
      try {
        await connection.transaction(step.statements);
      } finally {
        await connection.end();
      }
    } catch (error) {
      if (index > 0 && error instanceof Error) error.message = `${partly(steps.slice(0, index), step)}: ${error.message}`;
      throw error;
    }
  }
}

const verifiers = /SCRAM-SHA-256\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+/g;

/** Shows steps before they run, without what a password can be guessed from, and with names for what nobody would see. */
export const shownSteps = (steps: readonly SqlStep[]): string =>
  steps
    .map(({ database, statements }) =>
      [
        `In database ${visibleText(database)}, in one transaction:`,
        ...statements.map((one) => `${visibleText(one).replace(verifiers, 'SCRAM-SHA-256$$…')};`),
      ].join('\n'),
    )
    .join('\n\n');
