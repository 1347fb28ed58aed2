import { known } from '../../model/fact';
import type { Context, Rule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import { exampleSignIn } from './example';
import type { EntraFacts } from './facts';
import { isOff } from './facts';
import { entraDocumentation, horizonDocumentation, templateDocumentation } from './sources';
import { switchEntraOn } from './switch-on';

function message(context: Context): string {
  return context.snapshot.origin === 'template'
    ? 'The template sets no Microsoft Entra administrator; nobody can sign in with Microsoft Entra until one is added.'
    : 'The server has no Microsoft Entra administrator, so nobody can sign in with Microsoft Entra.';
}

function judge(facts: EntraFacts, context: Context): Judgement {
  const { entra, administrators, complete } = facts;
  const { at } = entra;
  const { server } = context;
  const certain = administrators.some(({ resource }) => resource.when === true);
  if (server.kind !== 'single' && isOff(facts)) {
    const words = entra.kind === 'default' ? 'Microsoft Entra authentication is off, as it is by default.' : 'Microsoft Entra authentication is off.';
    // Switched on without an administrator, nobody could sign in that way still: who it is has to be chosen.
    return { verdict: 'fails', at, message: words, ...(certain ? { fix: switchEntraOn(context, at) } : {}) };
  }
  const [conditional] = administrators;
  if (!certain && conditional !== undefined && isUnknown(conditional.resource.when)) {
    return undecided(conditional.at, conditional.resource.when.because);
  }
  if (!certain) return isUnknown(complete) ? undecided(at, complete.because) : { verdict: 'fails', at, message: message(context) };
  return known(entra) === true ? holds(at) : undecided(at, entra.kind === 'unknown' ? entra.because : 'it is not known');
}

export const administrator: Rule<EntraFacts> = {
  meta: {
    id: 'entra/administrator',
    title: 'A server should have a Microsoft Entra administrator',
    brief: 'no Microsoft Entra administrator',
    severity: 'high',
    group: 'warning',
    why: 'With Microsoft Entra, people and applications sign in with short-lived tokens, several factors and central removal instead of passwords; only an administrator of its own can set that up.',
    condition:
      'Flexible Server, cluster and HorizonDB cluster: Microsoft Entra authentication is not enabled (the default is off), or no administrator is set; those of a cluster (serverGroupsv2) are its roles of the type admin with an identity of Microsoft Entra, which versions of the API before 2023-03-02-preview do not know. Single Server: no Microsoft Entra administrator is set.',
    sources: [entraDocumentation, templateDocumentation, horizonDocumentation],
    equivalents: {
      psrule: ['AZR-000389'],
      prowler: ['postgresql_flexible_server_entra_id_authentication_enabled'],
      cloudsploit: ['activeDirectoryAdminEnabled'],
      azurepolicy: ['b4dec045-250a-48c2-b5cc-e0c4eec8b5b4', 'ce39a96d-bf09-4b60-8c32-e85d52abea0f'],
      mcsb: ['IM-1'],
      'template-analyzer': ['Azure.PostgreSQL.AAD'],
    },
    catalogue: ['PGAUTH001'],
    appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleSignIn({ entra: 'Enabled', passwords: 'Disabled' }),
      passing: exampleSignIn({
        entra: 'Enabled',
        passwords: 'Disabled',
        administrator: { name: 'PostgreSQL Administrators', type: 'Group' },
      }),
    },
  },
  judge: (facts, context) => [judge(facts, context)],
};
