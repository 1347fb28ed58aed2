import type { FirewallRule } from '../../layers/firewall/facts';
import { known } from '../../model/fact';
import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { firewallRuleType } from './firewall-rule';
import { ruleName } from './rule-name';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** Versions of the API that have been generally available for long. */
const apiVersions = { flexible: '2024-08-01', single: '2017-12-01', cluster: '2022-11-08', horizon: '2026-05-01-preview' } as const;

/** Writes firewall rules as a template that deploys them again on the same server. */
export function exportRules({ server }: Subject, rules: readonly FirewallRule[]): string {
  const name = nameOf(server.resource);
  const resources = rules.map((rule) => ({
    type: firewallRuleType(server),
    apiVersion: apiVersions[server.kind],
    name: `${name}/${ruleName(rule)}`,
    properties: { startIpAddress: known(rule.start) ?? '', endIpAddress: known(rule.end) ?? '' },
  }));
  return `${JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', resources }, undefined, 2)}\n`;
}
