import type { Client, Code, TokenWays, Way } from './client';
import type { CompleteConnection } from './connection';
import { tokenScope } from './connection';
import { quoteAdo, quoteLiteral } from './quoting';

const page = 'https://www.npgsql.org/doc/security.html';

const write = ({ host, port, database, user }: CompleteConnection): string =>
  `Host=${host};Port=${port};Database=${quoteAdo(database)};Username=${quoteAdo(user)};SSL Mode=VerifyFull;GSS Encryption Mode=Disable`;

/** From version 10 on Npgsql takes the encryption of Kerberos in place of TLS where it can: https://www.npgsql.org/doc/connection-string-parameters.html */
const systemNote =
  'Verifies against the certificates of the operating system. For Npgsql 9 and older take GSS Encryption Mode out of the string: they do not know it, and have no such encryption.';

const credentialOf = ({ authentication, identity }: CompleteConnection): string => {
  if (authentication !== 'managed-identity') return 'new DefaultAzureCredential()';
  const id = identity === undefined ? 'ManagedIdentityId.SystemAssigned' : `ManagedIdentityId.FromUserAssignedClientId(${quoteLiteral(identity)})`;
  return `new ManagedIdentityCredential(${id})`;
};

/** A data source that asks for a token before the last one ends. */
const dataSource = (to: CompleteConnection, text: string): readonly string[] => [
  `var credential = ${credentialOf(to)};`,
  `var dataSourceBuilder = new NpgsqlDataSourceBuilder(${quoteLiteral(text)});`,
  'dataSourceBuilder.UsePeriodicPasswordProvider(',
  `    async (_, cancel) => (await credential.GetTokenAsync(new TokenRequestContext([${quoteLiteral(tokenScope(to.host))}]), cancel)).Token,`,
  '    TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(5));',
  'await using var dataSource = dataSourceBuilder.Build();',
];

const usings = ['using Azure.Core;', 'using Azure.Identity;', 'using Npgsql;', ''];

const npgsqlToken = (to: CompleteConnection, text: string): Code => ({
  language: 'csharp',
  text: [...usings, ...dataSource(to, text), 'await using var connection = await dataSource.OpenConnectionAsync();', ''].join('\n'),
});

const entityToken = (to: CompleteConnection, text: string): Code => ({
  language: 'csharp',
  text: [
    ...usings,
    ...dataSource(to, text).map((line) => line.replace('await using var dataSource', 'var dataSource')),
    'builder.Services.AddDbContext<AppDbContext>(options => options.UseNpgsql(dataSource));',
    '',
  ].join('\n'),
});

const tokenWays = (code: NonNullable<Way['code']>): TokenWays => ({
  entra: { note: `Needs Azure.Identity. The token is renewed before it ends. ${systemNote}`, code },
  'managed-identity': { note: `Needs Azure.Identity, and the identity on the computer. ${systemNote}`, code },
});

export const npgsql: Client = {
  label: 'Npgsql (.NET)',
  proven: false,
  page,
  write,
  ways: {
    password: { note: `Give the password by NpgsqlDataSourceBuilder or PGPASSWORD. ${systemNote}` },
    ...tokenWays(npgsqlToken),
  },
};

export const entityFramework: Client = {
  label: 'Entity Framework Core (.NET)',
  proven: false,
  page: 'https://www.npgsql.org/efcore/',
  write,
  ways: {
    password: {
      note: `Give the password by PGPASSWORD. ${systemNote}`,
      code: (_, text) => ({
        language: 'csharp',
        text: `builder.Services.AddDbContext<AppDbContext>(options => options.UseNpgsql(${quoteLiteral(text)}));\n`,
      }),
    },
    ...tokenWays(entityToken),
  },
};
