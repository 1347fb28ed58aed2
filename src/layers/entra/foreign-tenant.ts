import type { Fact } from '../../model/fact';
import { known, readSetting, text } from '../../model/fact';
import type { Resource } from '../../model/resource';
import type { Context, Rule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { holds, notApplicable, undecided } from '../../model/verdict';
import { exampleServer } from '../example';
import type { EntraFacts } from './facts';
import { isOff } from './facts';
import { templateDocumentation } from './sources';

const absent = { notApplicable: 'none' };

/** The tenants that are known to be the server's own: that of its identity, which Azure tells, and of its administrators. */
function otherTenants({ server }: Context, { administrators }: EntraFacts): readonly Fact<string>[] {
  const tenantOf = (resource: Resource, path: readonly string[]): Fact<string> => readSetting(resource, path, { as: text, absent });
  return [
    tenantOf(server.resource, ['identity', 'tenantId']),
    ...administrators.map(({ resource }) => tenantOf(resource, ['properties', 'tenantId'])),
  ];
}

function judge(facts: EntraFacts, context: Context): Judgement {
  const { tenant } = facts;
  const { at } = tenant;
  if (isOff(facts)) return notApplicable(at, 'Microsoft Entra authentication is off.');
  if (tenant.kind === 'notApplicable') return holds(at);
  const chosen = known(tenant)?.toLowerCase();
  if (chosen === undefined) return undecided(at, tenant.kind === 'unknown' ? tenant.because : 'the tenant is not known');
  const others = otherTenants(context, facts).filter((fact) => known(fact) !== undefined);
  const foreign = others.find((fact) => known(fact)?.toLowerCase() !== chosen);
  if (foreign !== undefined) {
    return {
      verdict: 'fails',
      at,
      message: `Sign-ins are checked against the tenant ${chosen}, while the server or its administrator belongs to ${known(foreign) ?? ''}.`,
      related: [{ at: foreign.at, message: 'The other tenant is named here.' }],
    };
  }
  return others.length > 0 ? holds(at) : undecided(at, 'the tenant of the subscription is not known');
}

const example = (tenant: string): string =>
  exampleServer(
    'flexible',
    ['authConfig: {', "  activeDirectoryAuth: 'Enabled'", "  passwordAuth: 'Disabled'", `  tenantId: '${tenant}'`, '}'],
    [
      "resource administrator 'administrators' = {",
      "  name: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10'",
      '  properties: {',
      "    principalName: 'PostgreSQL Administrators'",
      "    principalType: 'Group'",
      "    tenantId: '11111111-1111-1111-1111-111111111111'",
      '  }',
      '}',
    ],
  );

/** There is no fix as data: which of the two tenants is right is for a person to say. */
export const foreignTenant: Rule<EntraFacts> = {
  meta: {
    id: 'entra/foreign-tenant',
    title: 'Sign-ins must be checked against the tenant that the server belongs to',
    brief: 'signs in people of another tenant',
    severity: 'medium',
    group: 'warning',
    why: 'People of another tenant could sign in, while those of the own one cannot.',
    condition:
      'authConfig.tenantId is another tenant than that of the server’s identity or of one of its administrators. Absent, it is the tenant of the subscription, which holds.',
    sources: [templateDocumentation],
    equivalents: {},
    catalogue: ['PGAUTH008'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: {
      failing: example('22222222-2222-2222-2222-222222222222'),
      passing: example('11111111-1111-1111-1111-111111111111'),
    },
  },
  judge: (facts, context) => [judge(facts, context)],
};
