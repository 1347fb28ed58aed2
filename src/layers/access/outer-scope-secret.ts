import type { Rule } from '../../model/rule';
import { inResource } from '../../model/address';
import { settingOf } from '../../model/resource';
import { isUnknown } from '../../model/value';
import { holds, undecided } from '../../model/verdict';
import type { AccessFacts } from './facts';
import { isSensitive } from './database-secrets';
import { nestedServer } from './nested-example';
import { linterRules } from './sources';

const path = ['properties', 'administratorLoginPassword'] as const;

/** There is no fix as data: with an inner scope every value has to be handed over as a parameter. */
export const outerScopeSecret: Rule<AccessFacts> = {
  meta: {
    id: 'access/outer-scope-secret',
    title: 'A nested deployment should compute its secrets by itself',
    brief: 'secret in the history of a nested deployment',
    severity: 'medium',
    group: 'warning',
    why: 'A nested deployment of outer scope is handed expressions that are already computed, so that its history shows the secret.',
    condition:
      'A server is deployed by a nested deployment whose expressionEvaluationOptions.scope is not inner (absent, it is outer), and takes its password from a secure parameter.',
    sources: [linterRules, 'https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Deployment.OuterSecret'],
    equivalents: {
      psrule: ['AZR-000331'],
      'template-analyzer': ['Azure.Deployment.OuterSecret'],
      'bicep-linter': ['secure-params-in-nested-deploy'],
    },
    catalogue: ['PGSEC006'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template'],
    examples: { failing: nestedServer('outer'), passing: nestedServer('inner'), language: 'json' },
  },
  judge: (_, { server: { resource } }) => {
    const value = settingOf(resource, path);
    const at = inResource(resource.key, ...path);
    if (value === undefined) return [];
    if (resource.inOuterScope !== true) return [holds(at)];
    // A text that is written is told by another rule, and no secret is handed over.
    if (!isUnknown(value)) return [];
    if (!isSensitive(value)) return [undecided(at, value.because)];
    return [{ verdict: 'fails', at, message: 'The password is computed outside of the nested deployment, whose history shows it then. Set the scope of its expressions to inner.' }];
  },
};
