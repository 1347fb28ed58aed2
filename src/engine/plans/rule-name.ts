import type { FirewallRule } from '../../layers/firewall/facts';
import { nameOf } from '../../model/resource';

/** The name of a rule that is on a server; one without a name cannot be addressed. */
export const ruleName = ({ name, resource }: FirewallRule): string => name ?? nameOf(resource);
