import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleAlerts } from './example';
import type { ThreatProtectionFacts } from './facts';
import { templateReference } from './sources';

const example = (toOwners: boolean): string => exampleAlerts(`emailAccountAdmins: ${String(toOwners)}`);

export const alertReceivers: Rule<ThreatProtectionFacts> = {
  meta: {
    id: 'threat-protection/alert-receivers',
    title: 'Threat alerts should reach somebody',
    brief: 'threat alerts reach nobody',
    severity: 'low',
    group: 'info',
    why: 'An alert that is sent to nobody is seen when it is too late.',
    condition: 'Threat protection is on, emailAddresses is absent or empty, and emailAccountAdmins is not true.',
    sources: [templateReference],
    equivalents: {},
    catalogue: ['PGDEF004'],
    appliesTo: ['single'],
    surface: ['template', 'live'],
    examples: { failing: example(false), passing: example(true) },
  },
  judge: (facts) => [
    combine({ enabled: facts.enabled, receivers: facts.receivers, toOwners: facts.toOwners }, (values) => {
      const { at } = facts.toOwners;
      if (!values.enabled) return notApplicable(at, 'Threat protection is off.');
      if (values.toOwners || values.receivers.length > 0) return holds(at);
      return {
        verdict: 'fails',
        at,
        message: 'Threat alerts are sent to nobody.',
        ...(at.in === 'resource'
          ? { fix: { title: 'Send alerts to the owners of the subscription', effect: 'safe', changes: [{ kind: 'set', at, value: true }] } }
          : {}),
      };
    }),
  ],
};
