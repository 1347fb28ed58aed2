import { known } from '../../model/fact';
import type { Rule, RuleMeta } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleSignIn } from './example';
import type { Administrator, EntraFacts, PrincipalType } from './facts';
import { isOff } from './facts';
import { entraDocumentation, horizonDocumentation, templateDocumentation } from './sources';

const subject = ({ name }: Administrator): string => {
  const value = known(name);
  return value === undefined ? 'This administrator' : `The administrator "${value}"`;
};

/** A rule on the type of each administrator of a server that takes Microsoft Entra. */
function typeRule(meta: RuleMeta, wrong: PrincipalType, predicate: string): Rule<EntraFacts> {
  return {
    meta,
    judge: (facts) =>
      facts.administrators.map((each) => {
        if (isOff(facts)) return notApplicable(each.at, 'Microsoft Entra authentication is off.');
        return combine({ type: each.type }, ({ type }) =>
          type === wrong
            ? { verdict: 'fails', at: each.type.at, message: `${subject(each)} ${predicate}.` }
            : holds(each.type.at),
        );
      }),
  };
}

const examples = (name: string, type: PrincipalType): NonNullable<RuleMeta['examples']> => ({
  failing: exampleSignIn({ entra: 'Enabled', passwords: 'Disabled', administrator: { name, type } }),
  passing: exampleSignIn({
    entra: 'Enabled',
    passwords: 'Disabled',
    administrator: { name: 'PostgreSQL Administrators', type: 'Group' },
  }),
});

export const individualAdministrator = typeRule(
  {
    id: 'entra/individual-administrator',
    title: 'Microsoft Entra administrators should be groups',
    brief: 'a person as administrator',
    severity: 'low',
    group: 'strict',
    why: 'Members of a group come and go in Microsoft Entra, without a change to the server that somebody may forget.',
    condition: 'A Microsoft Entra administrator of the type User is set.',
    sources: [entraDocumentation, horizonDocumentation],
    equivalents: { communitypolicy: ['d78f353a-a5e7-4747-8d31-62f361bafac7'] },
    catalogue: ['PGAUTH004'],
    appliesTo: ['flexible', 'horizon'],
    surface: ['template', 'live'],
    examples: examples('lee@contoso.com', 'User'),
  },
  'User',
  'is a person rather than a group',
);

export const administratorType = typeRule(
  {
    id: 'entra/administrator-type',
    title: 'The type of a Microsoft Entra administrator should be known',
    brief: 'administrator of unknown type',
    severity: 'medium',
    group: 'warning',
    why: 'Nobody can tell whether a person, a group or an application has all rights on the server.',
    condition: 'A Microsoft Entra administrator has the type Unknown, or none.',
    sources: [templateDocumentation, horizonDocumentation],
    equivalents: {},
    catalogue: ['PGAUTH005'],
    appliesTo: ['flexible', 'horizon'],
    surface: ['template', 'live'],
    examples: examples('PostgreSQL Administrators', 'Unknown'),
  },
  'Unknown',
  'is of no known type: say whether it is a User, a Group or a ServicePrincipal',
);
