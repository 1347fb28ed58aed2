import type { Rule } from '../../model/rule';
import { combine, holds } from '../../model/verdict';
import { exampleServer } from '../example';
import type { AccessFacts } from './facts';
import { linterRules } from './sources';

/** There is no fix as data: the name of the parameter is for a person to say. */
export const literalLogin: Rule<AccessFacts> = {
  meta: {
    id: 'access/literal-login',
    title: 'The name of the administrator should come from a parameter',
    brief: 'administrator name written in the template',
    severity: 'low',
    group: 'strict',
    why: 'A name that is written in a template is the same wherever it is deployed, and half of what somebody who guesses needs.',
    condition: 'administratorLogin is a text that is written in the template, also by way of a variable. One that a parameter has as its default or is given passes.',
    sources: [linterRules, 'https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter-rule-admin-username-should-not-be-literal'],
    equivalents: {
      psrule: ['AZR-000284'],
      'template-analyzer': ['Azure.Deployment.AdminUsername'],
      'bicep-linter': ['adminusername-should-not-be-literal'],
    },
    catalogue: ['PGSEC007'],
    appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
    surface: ['template'],
    examples: {
      failing: exampleServer('flexible', ["administratorLogin: 'orders'"]),
      passing: `param administratorLogin string\n\n${exampleServer('flexible', ['administratorLogin: administratorLogin'])}`,
    },
  },
  judge: ({ login }, { snapshot, server: { resource } }) => {
    const { at } = login;
    // A name that only the deployment knows is written nowhere.
    if (login.kind === 'unknown' && !resource.existing) return [holds(at)];
    return [
      combine({ login }, (values) => {
        const isParameter = snapshot.declarations.some(
          (declaration) =>
            declaration.at.kind === 'parameter' && (declaration.value === values.login || declaration.given?.includes(values.login) === true),
        );
        return isParameter ? holds(at) : { verdict: 'fails', at, message: `The name of the administrator is written in the template: ${values.login}.` };
      }),
    ];
  },
};
