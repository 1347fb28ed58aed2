import type { Rule, RuleMeta } from '../../model/rule';
import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import type { Parameter, ParameterFacts } from '../parameter';
import { parameterFix } from '../parameter';
import type { AuditFacts } from './facts';
import { logCheckpoints as checkpointsParameter, logDisconnections as disconnectionsParameter } from './facts';
import { loggingParameters } from './sources';

interface SwitchedLog extends Pick<RuleMeta, 'id' | 'title' | 'brief' | 'severity' | 'group' | 'why' | 'equivalents' | 'catalogue'> {
  readonly parameter: Parameter<boolean>;
  readonly facts: (facts: AuditFacts) => ParameterFacts<boolean>;
  /** What is logged, at the start of a sentence. */
  readonly what: string;
}

/** Makes a rule on a log that should be on and can be switched off by one parameter. */
function switchedLog({ parameter, facts, what, ...meta }: SwitchedLog): Rule<AuditFacts> {
  const { name } = parameter;
  return defineRule<AuditFacts, boolean>({
    ...meta,
    condition: `The parameter ${name} is off. Absent on a Flexible Server, it is on. Absent on a Single Server, nothing can be said: its documents disagree.`,
    sources: [loggingParameters],
    appliesTo: ['flexible', 'single'],
    surface: ['template', 'live'],
    given: facts,
    holds: (on) => on,
    message: () => `${what} are not logged.`,
    fix: (at, context) =>
      parameterFix(at, context, { title: `Log ${what.toLowerCase()}`, name, value: 'on', effect: 'safe' }),
    examples: { failing: exampleParameters({ [name]: 'off' }), passing: exampleParameters({ [name]: 'on' }) },
  });
}

export const logDisconnections = switchedLog({
  id: 'audit/log-disconnections',
  title: 'Ends of sessions must be logged',
  brief: 'ends of sessions are not logged',
  severity: 'medium',
  group: 'warning',
  why: 'Without the end of a session in the log nobody can tell afterwards how long somebody was in.',
  equivalents: {
    kics: ['07f7134f-9f37-476e-8664-670c218e4702', '054d07b5-941b-4c28-8eef-18989dc62323'],
    terrascan: ['AC_AZURE_0412'],
    scoutsuite: ['postgresql-database-servers-log-disconnections-not-on'],
    prowler: ['postgresql_flexible_server_log_disconnections_on'],
    steampipe: ['postgres_db_server_log_disconnections_on'],
    cloudsploit: ['logDisconnectionsEnabled', 'flexibleServerLogDisconnections'],
    azurepolicy: ['eb6f77b9-bd53-4e35-a23d-7f65d5f0e446', '1d14b021-1bae-4f93-b36b-69695e14984a'],
    cis: ['2.0/2.1 4.3.4', '3.0 5.2.7'],
  },
  catalogue: ['PGLOG003'],
  parameter: disconnectionsParameter,
  facts: ({ disconnections }) => disconnections,
  what: 'Ends of sessions',
});

export const logCheckpoints = switchedLog({
  id: 'audit/log-checkpoints',
  title: 'Checkpoints should be logged',
  brief: 'checkpoints are not logged',
  severity: 'low',
  group: 'info',
  why: 'The log of checkpoints tells about load and trouble with storage, and is asked for by many benchmarks.',
  equivalents: {
    checkov: ['CKV_AZURE_30'],
    kics: [
      'f9112910-c7bb-4864-9f5e-2059ba413bb7',
      '3790d386-be81-4dcf-9850-eaa7df6c10d9',
      '7ab33ac0-e4a3-418f-a673-50da4e34df21',
    ],
    trivy: ['AVD-AZU-0024'],
    terrascan: ['AC_AZURE_0409'],
    scoutsuite: ['postgresql-database-servers-log-checkpoints-not-on'],
    prowler: ['postgresql_flexible_server_log_checkpoints_on'],
    steampipe: ['postgres_db_server_log_checkpoints_on', 'postgres_flexible_server_log_checkpoints_on'],
    cloudsploit: ['logCheckpointsEnabled'],
    azurepolicy: ['eb6f77b9-bd53-4e35-a23d-7f65d5f0e43d', '70be9e12-c935-49ac-9bd8-fd64b85c1f87'],
    communitypolicy: ['postgresql-flexible-servers-should-log-checkpoints'],
    cis: ['2.0/2.1 4.3.2', '3.0 5.2.2'],
  },
  catalogue: ['PGLOG001'],
  parameter: checkpointsParameter,
  facts: ({ checkpoints }) => checkpoints,
  what: 'Checkpoints',
});
