import { commands } from 'vscode';
import type { Action } from '../../../src/vscode/action-log';
import type { Services } from '../../../src/vscode/services';
import { serverNamed } from './fleet';
import { person, type Answers, type Person } from './person';

/** Somebody at work in VS Code: one person after the other, what they saw, and what was done of it. */
export interface AtWork {
  /** Another person takes the place of whoever was there. */
  readonly comes: (answers?: Answers) => Person;
  /** Runs a command on a server of the tree as another person, and returns what it yielded. */
  readonly run: (command: string, name: string, answers?: Answers) => Promise<unknown>;
  /** Everything that the last person saw, as one text. */
  readonly saw: () => string;
  /** The same, one by one. */
  readonly seen: () => readonly string[];
  /** Every question that the last person was asked. */
  readonly asked: () => readonly string[];
  /** What was done since the work began, as the action log keeps it. */
  readonly actions: () => readonly Action[];
  readonly leaves: () => void;
}

/** The node of a server in the tree, as VS Code hands it to commands. */
export function serverNode(services: Services, name: string): { readonly kind: 'server'; readonly serverId: string; readonly subscriptionId: string } {
  const { id: serverId, subscriptionId } = serverNamed(services, name).summary;
  return { kind: 'server', serverId, subscriptionId };
}

export function atWork(services: Services): AtWork {
  const before = services.actionLog.actions.length;
  let somebody: Person | undefined;
  const leaves = (): void => somebody?.leave();
  const comes = (answers?: Answers): Person => {
    leaves();
    somebody = person(answers);
    return somebody;
  };
  return {
    comes,
    leaves,
    run: async (command, name, answers) => {
      comes(answers);
      return commands.executeCommand(`postgresqlSecurity.${command}`, serverNode(services, name));
    },
    saw: () => somebody?.saw.join('\n') ?? '',
    seen: () => somebody?.saw ?? [],
    asked: () => somebody?.asked ?? [],
    actions: () => services.actionLog.actions.slice(before),
  };
}
