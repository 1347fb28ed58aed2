import type * as all from '../bundles/commands';

/** What the commands do, which is not part of what is loaded at activation. */
export type Commands = typeof all;

/** Loads it when the first command is run. */
export const loadCommands = (): Promise<Commands> => import('../bundles/commands');
