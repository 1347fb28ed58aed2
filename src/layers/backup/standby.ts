import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleServer } from '../example';
import type { BackupFacts } from './facts';

const example = (mode: string): string =>
  exampleServer(
    'flexible',
    ['highAvailability: {', `  mode: '${mode}'`, '}'],
    ['sku: {', "  name: 'Standard_D4ds_v5'", "  tier: 'GeneralPurpose'", '}'],
  );

/** A standby is a second server that is paid for. */
export const standby: Rule<BackupFacts> = {
  meta: {
    id: 'backup/standby',
    title: 'A server should have a standby in another zone',
    brief: 'no standby in another zone',
    severity: 'medium',
    group: 'resilience',
    why: 'When a zone fails, a server without a standby elsewhere is down until the zone is back.',
    condition:
      'highAvailability.mode is not ZoneRedundant, or enableHa of a cluster is not true. Absent, there is no standby. Replicas and Burstable servers cannot have one.',
    sources: ['https://learn.microsoft.com/azure/postgresql/security/security-overview'],
    equivalents: {
      psrule: ['AZR-000434'],
      prowler: ['postgresql_flexible_server_high_availability_enabled'],
      azurepolicy: ['493c215d-2553-4976-bc81-57d2c04fc8c1'],
      aprl: ['ca87914f-aac4-4783-ab67-82a6f936f194'],
      azqr: ['psqlf-003'],
      'review-checklist': ['016ccf31'],
    },
    catalogue: ['PGBAK003'],
    appliesTo: ['flexible', 'cluster'],
    surface: ['template', 'live'],
    examples: { failing: example('Disabled'), passing: example('ZoneRedundant') },
  },
  judge: ({ availability, replica, smallest }, { server }) => {
    const { at } = availability;
    return [
      combine({ replica }, (values) => {
        if (values.replica) return notApplicable(at, 'A replica has no standby of its own.');
        return combine({ availability, smallest }, (inner) => {
          if (inner.availability === 'ZoneRedundant') return holds(at);
          if (inner.smallest) return notApplicable(at, 'Servers of this tier cannot have a standby.');
          const message =
            inner.availability === 'SameZone' ? 'The standby is in the same zone as the server.' : 'The server has no standby.';
          return {
            verdict: 'fails',
            at,
            message,
            ...(at.in === 'resource'
              ? { fix: { title: 'Keep a standby in another zone', effect: 'costs', changes: [{ kind: 'set', at, value: server.kind === 'cluster' ? true : 'ZoneRedundant' }] } }
              : {}),
          };
        });
      }),
    ];
  },
};
