import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import type { Fix } from '../../model/fix';
import { settingOf } from '../../model/resource';
import type { Rule, Subject } from '../../model/rule';
import { defineRule } from '../../model/rule';
import { combine, holds } from '../../model/verdict';
import { raisedFor } from '../cluster-versions';
import { exampleSignIn } from './example';
import type { EntraFacts } from './facts';
import { passwordPath } from './facts';
import { entraDocumentation, horizonDocumentation, overviewDocumentation, templateDocumentation } from './sources';
import { switchEntraOn } from './switch-on';

const secretPath = ['properties', 'administratorLoginPassword'] as const;

const group = { name: 'PostgreSQL Administrators', type: 'Group' } as const;

const entraOnly = exampleSignIn({ entra: 'Enabled', passwords: 'Disabled', administrator: group });

/** Offered only where an administrator can still sign in afterwards. It cuts off whoever uses a password, which nothing needs then. */
function switchPasswordsOff(subject: Subject, { entra, passwords: { at }, administrators }: EntraFacts): Fix | undefined {
  const { kind, resource } = subject.server;
  const somebody = administrators.some(({ resource: child }) => child.when === true);
  if (known(entra) !== true || !somebody) return undefined;
  const own = at.in === 'resource' && at.key !== resource.key ? at : undefined;
  const written = settingOf(subject.snapshot.resource(own?.key ?? '') ?? resource, secretPath);
  return {
    title: 'Switch password authentication off',
    changes: [
      ...raisedFor(subject),
      { kind: 'set', at: own ?? inResource(resource.key, ...passwordPath), value: kind === 'cluster' ? 'disabled' : 'Disabled' },
      // A cluster is not created without one.
      ...(written === undefined || kind === 'cluster' ? [] : [{ kind: 'remove', at: inResource(own?.key ?? resource.key, ...secretPath) } as const]),
    ],
    effect: 'interrupts',
  };
}

export const passwordSignIn = defineRule<EntraFacts, boolean>({
  id: 'entra/password-sign-in',
  title: 'A server should take Microsoft Entra sign-ins only',
  brief: 'passwords accepted',
  severity: 'medium',
  group: 'info',
  strict: 'warning',
  why: 'Passwords can be guessed, shared and leaked, and stay valid when their owner has left.',
  condition: 'Password authentication is not disabled; it is enabled by default. Single Server cannot switch it off.',
  sources: [entraDocumentation, overviewDocumentation, horizonDocumentation],
  equivalents: {
    psrule: ['AZR-000390'],
    azurepolicy: ['fa498b91-8a7e-4710-9578-da944c68d1fe', 'e27a6dfc-883f-4f9e-97cc-a819fe702400'],
    communitypolicy: ['7c90f6d1-f79a-4c1c-b44a-4a655d4774f0'],
    mcsb: ['IM-1', 'PA-1'],
    'template-analyzer': ['Azure.PostgreSQL.AADOnly'],
  },
  catalogue: ['PGAUTH002'],
  appliesTo: ['flexible', 'cluster', 'horizon'],
  surface: ['template', 'live'],
  examples: {
    failing: exampleSignIn({ entra: 'Enabled', passwords: 'Enabled', administrator: group }),
    passing: entraOnly,
  },
  given: ({ passwords }) => [passwords],
  holds: (accepted) => !accepted,
  message: () => 'The server accepts passwords.',
  fix: (_, context, facts) => switchPasswordsOff(context, facts),
});

export const passwordOnly: Rule<EntraFacts> = {
  meta: {
    id: 'entra/password-only',
    title: 'Passwords should not be the only way to sign in',
    brief: 'only passwords accepted',
    severity: 'high',
    group: 'warning',
    why: 'Every person and application needs a password that can be guessed, shared or leaked, and there is no other way in.',
    condition:
      'Password authentication is enabled and Microsoft Entra authentication is not. This is what a server has by default, so a template without authConfig fails.',
    sources: [entraDocumentation, templateDocumentation, horizonDocumentation],
    equivalents: {},
    catalogue: ['PGAUTH003'],
    appliesTo: ['flexible', 'cluster', 'horizon'],
    surface: ['template', 'live'],
    supersedes: ['entra/administrator', 'entra/password-sign-in'],
    examples: { failing: exampleSignIn({ entra: 'Disabled', passwords: 'Enabled' }), passing: entraOnly },
  },
  judge: ({ entra, passwords }, context) => [
    combine({ entra, passwords }, (on) => {
      if (on.entra || !on.passwords) return holds(entra.at);
      const byDefault = entra.kind === 'default' ? ', as it does by default' : '';
      const message = `The server accepts passwords only${byDefault}: Microsoft Entra authentication is off.`;
      return { verdict: 'fails', at: entra.at, message, fix: switchEntraOn(context, entra.at) };
    }),
  ],
};
