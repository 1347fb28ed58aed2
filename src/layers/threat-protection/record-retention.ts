import type { Rule } from '../../model/rule';
import { defaultSettings } from '../../model/settings';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleAlerts } from './example';
import type { ThreatProtectionFacts } from './facts';
import { templateReference } from './sources';

const least = defaultSettings.alertRetentionDays;

const example = (days: number): string => exampleAlerts('emailAccountAdmins: true', `retentionDays: ${days}`);

export const recordRetention: Rule<ThreatProtectionFacts> = {
  meta: {
    id: 'threat-protection/record-retention',
    title: `Records of threat detection should be kept for ${least} days at least`,
    brief: 'records of threats are soon deleted',
    severity: 'low',
    group: 'strict',
    why: 'Intruders are often noticed months later; by then the records of how they came are gone.',
    condition: `Threat protection is on, and retentionDays is more than 0 and less than ${least} (the setting alertRetentionDays). 0 and absent mean without end.`,
    sources: [templateReference],
    equivalents: {},
    catalogue: ['PGDEF005'],
    appliesTo: ['single'],
    surface: ['template', 'live'],
    examples: { failing: example(30), passing: example(90) },
  },
  judge: ({ enabled, recordDays }, { settings: { alertRetentionDays } }) => [
    combine({ enabled, days: recordDays }, (values) => {
      const { at } = recordDays;
      if (!values.enabled) return notApplicable(at, 'Threat protection is off.');
      if (values.days === 0 || values.days >= alertRetentionDays) return holds(at);
      return {
        verdict: 'fails',
        at,
        message: `Records of threat detection are deleted after ${values.days} ${values.days === 1 ? 'day' : 'days'}.`,
        ...(at.in === 'resource'
          ? {
              fix: {
                title: `Keep records for ${alertRetentionDays} days`,
                effect: 'costs',
                changes: [{ kind: 'set', at, value: alertRetentionDays }],
              },
            }
          : {}),
      };
    }),
  ],
};
