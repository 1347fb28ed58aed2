export { check } from '../engine/check';
export {
  planEntraAdministrator,
  validateAdministratorName,
  validateObjectId,
} from '../engine/plans/entra-administrator';
export { firewallRulesOf, planFirewallRule, whyRulesDoNotCount } from '../engine/plans/firewall-rule';
export { layers } from '../layers/catalog';
export { isPrivateRange } from '../layers/firewall/coverage';
export { countAddresses, formatCount, formatRange, parseAddress, parseRange } from '../layers/firewall/range';
export { proposeRuleName, validateRuleName } from '../layers/firewall/rule-name';
export { insertServer, newServer } from '../sources/template/new-server/new-server';
export { openProgram } from '../sources/template/open-program';
export { ruleAddress } from '../outputs/rule-address';
