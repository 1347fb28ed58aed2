import type { Rule } from '../../model/rule';
import { holds } from '../../model/verdict';
import { exampleFirewall } from './example';
import type { FirewallFacts } from './facts';
import { subject } from './facts';
import { failing, judgeRange, removal } from './judge-rules';
import { isAzureServices } from './range';
import { addingRulesDocumentation, firewallDocumentation, horizonDocumentation } from './sources';

/** Judged by the addresses alone: a rule of the portal's name with other addresses lets in those. */
export const azureServices: Rule<FirewallFacts> = {
  meta: {
    id: 'firewall/azure-services',
    title: 'The firewall must not let every Azure service in',
    brief: 'open to every Azure customer',
    severity: 'high',
    group: 'warning',
    why: 'Any customer of Azure can reach the server from a machine of their own, so only the sign-in is left to stop them.',
    condition:
      'A firewall rule starts and ends at 0.0.0.0, while the server has a public endpoint. The name of the rule does not matter. A server without such a rule passes.',
    sources: [firewallDocumentation, addingRulesDocumentation, horizonDocumentation],
    equivalents: {
      psrule: ['AZR-000150'],
      'template-analyzer': ['Azure.PostgreSQL.AllowAzureAccess'],
      checkov: ['CKV2_AZURE_6'],
      prowler: ['postgresql_flexible_server_allow_access_services_disabled'],
      cloudsploit: ['azureServicesAccessDisabled', 'flexibleServerPrivateAccess', 'postgresqlFlexibleServerPublicAccess'],
      steampipe: [
        'postgres_db_server_allow_access_to_azure_services_disabled',
        'postgres_flexible_server_allow_access_to_azure_services_disabled',
      ],
      scoutsuite: ['postgresql-database-servers-allow-any-ip'],
      defender: ['Allow access to Azure services should be disabled'],
      cis: ['2.0/2.1 4.3.7', '3.0 5.2.5'],
    },
    catalogue: ['PGNET003'],
    appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleFirewall([['AllowAllAzureServices', '0.0.0.0', '0.0.0.0']]),
      passing: exampleFirewall([['orders-app', '203.0.113.77', '203.0.113.77']]),
    },
  },
  judge: (facts) =>
    facts.rules.map((rule) =>
      judgeRange(facts, rule, (range) =>
        isAzureServices(range)
          ? failing(facts, {
              at: rule.start.at,
              message: `${subject(rule)} lets in every Azure service, those of other customers too (0.0.0.0).`,
              fix: removal([rule]),
            })
          : holds(rule.at),
      ),
    ),
};
