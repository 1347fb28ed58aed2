export { check } from '../engine/check';
export { explain } from '../engine/explain';
export { noConfiguration } from '../engine/configuration/configuration';
export { matchesFile } from '../engine/configuration/file-pattern';
export { readConfiguration } from '../engine/configuration/read-configuration';
export { expiredSuppressions, suppressLive } from '../engine/live-suppression';
export { levelOf, policyOf } from '../engine/policy';
export { readSuppressions } from '../engine/read-suppressions';
export { aliasOf, createRuleNames, createSilencer } from '../engine/suppression';
export { insertDirective } from '../sources/directives/insert-directive';
export { mayHoldSuppressions } from '../sources/directives/may-hold-suppressions';
export { readDirectives } from '../sources/directives/read-directives';
export { parseDocument } from '../sources/arm-template/document';
export { suppressionLevel } from '../engine/suppression-rules';
export {
  planEntraAdministrator,
  validateAdministratorName,
  validateObjectId,
} from '../engine/plans/entra-administrator';
export { firewallRulesOf, planFirewallRule, whyRulesDoNotCount } from '../engine/plans/firewall-rule';
export { oracleAdvice } from '../engine/oracle-advice';
export { admit } from '../engine/reach/admit';
export { credentialsOf } from '../engine/reach/credentials';
export { reachOf } from '../engine/reach/reach';
export { defaultSettings } from '../model/settings';
export { layers } from '../layers/catalog';
export { isPrivateRange } from '../layers/firewall/coverage';
export { countAddresses, formatCount, formatRange, parseAddress, parseRange } from '../layers/firewall/range';
export { proposeRuleName, validateRuleName } from '../layers/firewall/rule-name';
export { insertServer, newServer } from '../sources/template/new-server/new-server';
export { onlyInside } from '../sources/database/only-inside';
export { withInside } from '../sources/database/with-inside';
export { openProgram } from '../sources/template/open-program';
export { mayMatter } from '../sources/template/relevance';
export { ruleAddress } from '../outputs/rule-address';
