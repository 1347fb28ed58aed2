import { addFirewallRule } from '../commands/add-firewall-rule';
import { setEntraAdministrator } from '../commands/set-entra-administrator';
import type { Remedy } from './remedy';

/**
 * Every change of a live server that is offered, in the order of the list that people see. A row here and a command in
 * package.json make one more. Commands, the list "Change Server…" and the matrix of faults in the tests come from it.
 */
export const remedies: readonly Remedy[] = [addFirewallRule, setEntraAdministrator];
