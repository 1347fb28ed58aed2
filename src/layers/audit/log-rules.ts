import { word } from '../../model/fact';
import { documented } from '../documented-parameters';
import type { ParameterRule } from '../parameter-rule';
import { parameterRule } from '../parameter-rule';
import { logCheckpoints as checkpoints, logDisconnections as disconnections } from './facts';
import { loggingParameters } from './sources';

/** What holds where a template leaves a log out that a Single Server may or may not write. */
const disagree = 'Absent on a Flexible Server, it is on. Absent on a Single Server, nothing can be said: its documents disagree.';

const logDisconnections = parameterRule({
  id: 'audit/log-disconnections',
  title: 'Ends of sessions must be logged',
  brief: 'ends of sessions are not logged',
  severity: 'medium',
  group: 'warning',
  why: 'Without the end of a session in the log nobody can tell afterwards how long somebody was in.',
  condition: `The parameter log_disconnections is off. ${disagree}`,
  sources: [loggingParameters],
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
  appliesTo: ['flexible', 'single'],
  judged: [
    {
      parameter: disconnections,
      isRight: (value) => value === 'on',
      message: () => 'Ends of sessions are not logged.',
      right: 'on',
      wrong: 'off',
    },
  ],
  fix: 'Log ends of sessions',
});

const logCheckpoints = parameterRule({
  id: 'audit/log-checkpoints',
  title: 'Checkpoints should be logged',
  brief: 'checkpoints are not logged',
  severity: 'low',
  group: 'info',
  why: 'The log of checkpoints tells about load and trouble with storage, and is asked for by many benchmarks.',
  condition: `The parameter log_checkpoints is off. ${disagree}`,
  sources: [loggingParameters],
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
  appliesTo: ['flexible', 'single'],
  judged: [
    {
      parameter: checkpoints,
      isRight: (value) => value === 'on',
      message: () => 'Checkpoints are not logged.',
      right: 'on',
      wrong: 'off',
    },
  ],
  fix: 'Log checkpoints',
});

const logDuration = parameterRule({
  id: 'audit/log-duration',
  title: 'The duration of statements should be logged',
  brief: 'durations are not logged',
  severity: 'info',
  group: 'strict',
  why: 'Some older benchmarks ask for it. It writes a line for each statement; log_min_duration_statement does the same for slow ones only.',
  condition: 'The parameter log_duration is off. Absent, it is off.',
  sources: [loggingParameters],
  equivalents: {
    kics: ['16e0879a-c4ae-4ff8-a67d-a2eed5d67b8f', '729ebb15-8060-40f7-9017-cb72676a5487'],
    terrascan: ['AC_AZURE_0411'],
    scoutsuite: ['postgresql-database-servers-log-duration-not-on'],
    steampipe: ['postgres_db_server_log_duration_on'],
    cloudsploit: ['logDurationEnabled', 'flexibleServerLogDuration'],
    azurepolicy: ['eb6f77b9-bd53-4e35-a23d-7f65d5f0e8f3'],
  },
  catalogue: ['PGLOG004'],
  appliesTo: ['flexible', 'single'],
  judged: [
    {
      parameter: documented('log_duration', word('on', 'off')),
      isRight: (value) => value === 'on',
      message: () => 'Durations of statements are not logged.',
      right: 'on',
      wrong: 'off',
    },
  ],
  fix: 'Log durations of statements',
});

/** The rules on what is written into the log of PostgreSQL itself. */
export const logRules: readonly ParameterRule[] = [logDisconnections, logCheckpoints, logDuration];
