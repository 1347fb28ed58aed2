import { sovereignCloudOf } from '../azure-clouds';
import type { Client, Way } from './client';
import type { CompleteConnection } from './connection';
import { tokenScope } from './connection';
import { encode, quoteLiteral } from './quoting';

const jdbcPage = 'https://jdbc.postgresql.org/documentation/ssl/';

/**
 * The factory verifies against the trust store of the JVM; without it the driver looks for ~/.postgresql/root.crt. The
 * encryption of Kerberos needs no word here: unlike libpq the driver asks for it only where it is told to (gssEncMode,
 * https://jdbc.postgresql.org/documentation/use/).
 */
const url = ({ host, port, database, user }: CompleteConnection): string =>
  `jdbc:postgresql://${host}:${port}/${encode(database)}?user=${encode(user)}&sslmode=verify-full` +
  '&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory';

const plugin = '&authenticationPluginClassName=com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationPlugin';

const identityOf = ({ authentication, identity }: CompleteConnection): string =>
  authentication === 'managed-identity'
    ? `&azure.managedIdentityEnabled=true${identity === undefined ? '' : `&azure.clientId=${identity}`}`
    : '';

/** Both follow the public cloud where nothing is said: https://learn.microsoft.com/azure/developer/java/spring-framework/passwordless-authentication */
function cloudOf({ host }: CompleteConnection): string {
  const cloud = sovereignCloudOf(host);
  return cloud === undefined ? '' : `&azure.authorityHost=${encode(cloud.authority)}&azure.scopes=${encode(tokenScope(host))}`;
}

function springCloudOf({ host }: CompleteConnection): readonly string[] {
  const cloud = sovereignCloudOf(host);
  return cloud === undefined ? [] : [`spring.cloud.azure.profile.cloud-type=${cloud.spring}`, `spring.datasource.azure.scopes=${tokenScope(host)}`];
}

const pluginNote =
  'Needs com.azure:azure-identity-extensions beside the driver, which gets a fresh token for each connection. The driver verifies against the trust store of the JVM.';

/** DBeaver reads no service file, but the URL of its driver: https://github.com/dbeaver/dbeaver/issues/41469 */
const jdbcPassword: Way['code'] = (_, text) => ({
  language: 'java',
  text: ['Properties properties = new Properties();', 'properties.setProperty("password", System.getenv("PGPASSWORD"));', `Connection connection = DriverManager.getConnection(${quoteLiteral(text)}, properties);`, ''].join('\n'),
});

export const jdbc: Client = {
  label: 'JDBC (Java, DBeaver)',
  proven: true,
  page: jdbcPage,
  write: (to) => (to.authentication === 'password' ? url(to) : `${url(to)}${plugin}${identityOf(to)}${cloudOf(to)}`),
  ways: {
    password: {
      note: 'Give the password by properties or a data source; in DBeaver, which reads no service file, connect by URL and type it there. The factory verifies against the trust store of the JVM.',
      code: jdbcPassword,
    },
    entra: { note: pluginNote },
    'managed-identity': { note: `Only where the identity is assigned to the computer. ${pluginNote}` },
  },
};

const springNote = 'Needs com.azure.spring:spring-cloud-azure-starter-jdbc-postgresql.';

/** The user is part of the URL, where nothing in it can be taken for a placeholder of Spring. */
export const spring: Client = {
  label: 'Spring Boot (application.properties)',
  proven: true,
  page: 'https://learn.microsoft.com/azure/developer/java/spring-framework/postgresql-support',
  write: (to) =>
    [
      `spring.datasource.url=${url(to)}`,
      ...(to.authentication === 'password' ? ['spring.datasource.password=${PGPASSWORD}'] : ['spring.datasource.azure.passwordless-enabled=true', ...springCloudOf(to)]),
      ...(to.authentication === 'managed-identity' ? ['spring.cloud.azure.credential.managed-identity-enabled=true'] : []),
      ...(to.authentication === 'managed-identity' && to.identity !== undefined ? [`spring.cloud.azure.credential.client-id=${to.identity}`] : []),
    ].join('\n'),
  ways: {
    password: { note: 'The password comes from the environment. The driver verifies against the trust store of the JVM.' },
    entra: { note: `${springNote} Each new connection gets a fresh token.` },
    'managed-identity': { note: `${springNote} Only where the identity is assigned to the computer.` },
  },
};
