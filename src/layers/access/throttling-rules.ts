import { word } from '../../model/fact';
import { settingOf } from '../../model/resource';
import type { Context } from '../../model/rule';
import { documented } from '../documented-parameters';
import type { ParameterRule } from '../parameter-rule';
import { parameterRule } from '../parameter-rule';

/** From this version on the service says of the parameter that it is deprecated. */
const firstWithout = 18;

function whyDeprecated({ server }: Context): string | undefined {
  const version = settingOf(server.resource, ['properties', 'version']);
  const major = typeof version === 'string' || typeof version === 'number' ? Number.parseInt(String(version), 10) : undefined;
  return major !== undefined && major >= firstWithout ? `From PostgreSQL ${firstWithout} on the parameter is deprecated.` : undefined;
}

const onOff = word('on', 'off');

const why = 'Without it an address may try passwords as fast as it can.';

const loginThrottling = parameterRule({
  id: 'access/login-throttling',
  title: 'Addresses that fail to sign in should be slowed down',
  brief: 'failed sign-ins are not slowed down',
  severity: 'medium',
  group: 'strict',
  why,
  condition: 'The parameter connection_throttle.enable is off. Absent, it is off. From PostgreSQL 18 on it is deprecated and not asked for.',
  sources: [
    'https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/server-parameters/includes/param-12-customized-options.md',
    'https://learn.microsoft.com/azure/postgresql/security/security-defender-for-cloud',
  ],
  equivalents: {
    prowler: ['postgresql_flexible_server_connection_throttling_on'],
    steampipe: ['postgres_flexible_server_connection_throttling_on'],
    cloudsploit: ['flexibleServerConnectionThrottle'],
    azurepolicy: ['dacf07fa-0eea-4486-80bc-b93fae88ac40'],
    defender: ['connection_throttle should be on (preview)'],
    cis: ['3.0 5.2.3'],
  },
  catalogue: ['PGAUTH011'],
  judged: [
    {
      parameter: documented('connection_throttle.enable', onOff),
      isRight: (value) => value === 'on',
      message: () => 'Addresses that fail to sign in too often are not slowed down: connection_throttle.enable is off.',
      right: 'on',
      wrong: 'off',
    },
  ],
  fix: 'Slow down failed sign-ins',
  except: whyDeprecated,
});

const singleLoginThrottling = parameterRule({
  id: 'access/single-login-throttling',
  title: 'A Single Server should slow down addresses that fail to sign in',
  brief: 'failed sign-ins are not slowed down',
  severity: 'medium',
  group: 'strict',
  why,
  condition: 'The parameter connection_throttling of a Single Server is off. Absent, nothing can be said: no document gives its default.',
  sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servers'],
  equivalents: {
    checkov: ['CKV_AZURE_32'],
    kics: [
      'a6d774b6-d9ea-4bf4-8433-217bf15d2fb8',
      '2b3c671f-1b76-4741-8789-ed1fe0785dc4',
      'a9becca7-892a-4af7-b9e1-44bf20a4cd9a',
    ],
    trivy: ['AVD-AZU-0021'],
    terrascan: ['AC_AZURE_0414'],
    scoutsuite: ['postgresql-database-servers-connection-throttling-not-on'],
    steampipe: ['postgres_db_server_connection_throttling_on'],
    cloudsploit: ['connectionThrottlingEnabled'],
    azurepolicy: ['5345bb39-67dc-4960-a1bf-427e16b9a0bd'],
    cis: ['2.0/2.1 4.3.5'],
  },
  catalogue: ['PGAUTH012'],
  appliesTo: ['single'],
  judged: [
    {
      parameter: documented('connection_throttling', onOff),
      isRight: (value) => value === 'on',
      message: () => 'Addresses that fail to sign in too often are not slowed down: connection_throttling is off.',
      right: 'on',
      wrong: 'off',
    },
  ],
  fix: 'Slow down failed sign-ins',
});

/** The rules on guessing passwords. */
export const throttlingRules: readonly ParameterRule[] = [loginThrottling, singleLoginThrottling];
