import type { Rule } from '../../model/rule';
import { combine, holds } from '../../model/verdict';
import { exampleServer } from '../example';
import { closePublicAccess } from './close-public-access';
import type { NetworkFacts } from './facts';

export const publicAccess: Rule<NetworkFacts> = {
  meta: {
    id: 'network/public-access',
    title: 'Public network access should be off',
    brief: 'open to public networks',
    severity: 'high',
    group: 'info',
    strict: 'warning',
    why: 'A server with a public endpoint can be attacked from anywhere that its firewall lets in; private networks leave nothing to reach.',
    condition:
      'publicNetworkAccess is not Disabled (of a cluster: coordinatorEnablePublicIpAccess is true), and the server does not live in a virtual network. Absent, it is on; a server with a delegated subnet has no public endpoint. A HorizonDB cluster has one whatever a template of a version before 2026-10-01-preview says, where Azure tells whether it is closed; from that version on publicAccess closes it.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/security/security-overview',
      'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers',
      'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servers',
      'https://learn.microsoft.com/azure/horizondb/network/concepts-network-public',
      'https://learn.microsoft.com/security/benchmark/azure/baselines/azure-database-for-postgresql-flexible-server-security-baseline',
    ],
    equivalents: {
      checkov: ['CKV_AZURE_68'],
      trivy: ['AVD-AZU-0022'],
      kics: ['c7f8e9a1-b2c3-d4e5-f6a7-8901b2c3d4e5'],
      azurepolicy: ['b52376f7-9612-48a1-81cd-1ffe4b61032c', '5e1de0e3-42cb-4ebc-a86d-61d0c619ca48'],
      steampipe: ['postgresql_server_public_network_access_disabled'],
      azqr: ['psqlf-004'],
      defender: ['Public IP access should be disabled'],
      mcsb: ['NS-2'],
      cloudsploit: ['postgresqlServerPublicAccess', 'postgresqlFlexibleServerPublicAccess'],
    },
    catalogue: ['PGNET001'],
    appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
    surface: ['template', 'live'],
    supersedes: ['private-link/no-private-endpoint'],
    examples: {
      failing: exampleServer('flexible', ['network: {', "  publicNetworkAccess: 'Enabled'", '}']),
      passing: exampleServer('flexible', ['network: {', "  publicNetworkAccess: 'Disabled'", '}']),
    },
  },
  judge: (facts, context) => [
    combine({ open: facts.publicAccess, integrated: facts.integrated }, ({ open, integrated }) => {
      const { at, kind } = facts.publicAccess;
      if (!open || integrated) return holds(at);
      const fix = closePublicAccess(at, context);
      const why = kind === 'default' ? ', which is the default' : '';
      return {
        verdict: 'fails',
        at,
        message: `Public network access is on${why}: every network that the firewall lets in can reach the server.`,
        ...(fix === undefined ? {} : { fix }),
      };
    }),
  ],
};
