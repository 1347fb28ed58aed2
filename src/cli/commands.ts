import type { Command } from './command';
import { baselineCommand } from './commands/baseline';
import { checkCommand } from './commands/check';
import { diagnoseCommand } from './commands/diagnose';
import { explainCommand } from './commands/explain';
import { firewallCommand } from './commands/firewall';
import { fixCommand } from './commands/fix';
import { initCommand } from './commands/init';
import { newServerCommand } from './commands/new-server';
import { reachCommand } from './commands/reach';
import { rulesCommand } from './commands/rules';
import { scanCommand } from './commands/scan';

/** All commands, in the order in which help lists them. Each file in commands/ is one. */
export const commands: readonly Command[] = [
  checkCommand,
  rulesCommand,
  explainCommand,
  initCommand,
  baselineCommand,
  newServerCommand,
  diagnoseCommand,
  scanCommand,
  fixCommand,
  firewallCommand,
  reachCommand,
];
