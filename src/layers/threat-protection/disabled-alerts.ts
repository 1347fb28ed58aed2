import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleAlerts } from './example';
import type { ThreatProtectionFacts } from './facts';
import { templateReference } from './sources';

const example = (alerts: string): string => exampleAlerts(`disabledAlerts: ${alerts}`, 'emailAccountAdmins: true');

export const disabledAlerts: Rule<ThreatProtectionFacts> = {
  meta: {
    id: 'threat-protection/disabled-alerts',
    title: 'Threat protection should leave out no kind of alert',
    brief: 'some threat alerts are off',
    severity: 'medium',
    group: 'info',
    why: 'An attack of a kind that is left out goes by without a word.',
    condition: 'Threat protection is on, and disabledAlerts names at least one kind of alert. Absent, none is left out.',
    sources: [templateReference],
    equivalents: {},
    catalogue: ['PGDEF003'],
    appliesTo: ['single'],
    surface: ['template', 'live'],
    examples: { failing: example("['Access_Anomaly']"), passing: example('[]') },
  },
  judge: (facts) => [
    combine({ enabled: facts.enabled, alerts: facts.disabledAlerts }, ({ enabled, alerts }) => {
      const { at } = facts.disabledAlerts;
      if (!enabled) return notApplicable(at, 'Threat protection is off.');
      if (alerts.length === 0) return holds(at);
      return {
        verdict: 'fails',
        at,
        message: `These threat alerts are off: ${alerts.join(', ')}.`,
        ...(at.in === 'resource'
          ? { fix: { title: 'Turn on all alerts', effect: 'safe', changes: [{ kind: 'set', at, value: [] }] } }
          : {}),
      };
    }),
  ],
};
