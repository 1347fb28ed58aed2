import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Roots } from '../../src/postgres/connection-strings/connection';
import { connectionString, type ClientId } from '../../src/postgres/connection-strings/connection-string';
import { numberFrom, prove, rootsFor, setStage, type Proof } from './prove';
import { runProgram, setUp } from './run-program';
import { host, question, type Entrance } from './servers';

/*
 * The code that gets a token, run as it is shown. What stands in for Azure's libraries gives what the server takes, and
 * only to somebody who asks for PostgreSQL's scope; PGPASSWORD is wrong, so that nothing else gets in.
 */
const stage = setStage();
const scope = 'https://ossrdbms-aad.database.windows.net/.default';
const environment = (server: Entrance): Record<string, string> => ({ ...stage.environment(server), PGPASSWORD: 'no token', TOKEN: server.password });

/** Code and string of a client for somebody who signs in with Microsoft Entra. */
function shown(id: ClientId, server: Entrance, roots: Roots = 'system'): { readonly text: string; readonly code: string } {
  const { text, code } = connectionString(id, { host, database: server.database, user: server.user, port: server.port, roots, authentication: 'entra' });
  return { text, code: code?.text ?? '' };
}

function place(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text, { mode: 0o755 });
  }
}

const azureCli = `#!/bin/sh
case "$*" in *'get-access-token --scope ${scope} '*) printenv TOKEN;; *) exit 1;; esac
`;
const azureForPython = `
import os

class Token:
    token = os.environ["TOKEN"]

class DefaultAzureCredential:
    def get_token(self, scope):
        assert scope == "${scope}"
        return Token()
`;
const azureForGo = {
  'azcore/go.mod': 'module github.com/Azure/azure-sdk-for-go/sdk/azcore\n\ngo 1.21\n',
  'azcore/token.go': 'package azcore\n\ntype AccessToken struct{ Token string }\n',
  'azcore/policy/policy.go': 'package policy\n\ntype TokenRequestOptions struct{ Scopes []string }\n',
  'azidentity/go.mod': 'module github.com/Azure/azure-sdk-for-go/sdk/azidentity\n\ngo 1.21\n',
  'azidentity/credential.go': `package azidentity

import (
	"context"
	"errors"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

type DefaultAzureCredential struct{}

func NewDefaultAzureCredential(_ any) (*DefaultAzureCredential, error) { return &DefaultAzureCredential{}, nil }

func (*DefaultAzureCredential) GetToken(_ context.Context, options policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if len(options.Scopes) != 1 || options.Scopes[0] != "${scope}" {
		return azcore.AccessToken{}, errors.New("another scope")
	}
	return azcore.AccessToken{Token: os.Getenv("TOKEN")}, nil
}
`,
};
const goModule = `module example.com/connect

require (
	github.com/Azure/azure-sdk-for-go/sdk/azcore v0.0.0
	github.com/Azure/azure-sdk-for-go/sdk/azidentity v0.0.0
)

replace github.com/Azure/azure-sdk-for-go/sdk/azcore => ./azcore

replace github.com/Azure/azure-sdk-for-go/sdk/azidentity => ./azidentity
`;
/** The code stands in a function that returns errors; only where the name leads is put between. */
const goProgram = (code: string): string => `package main

import (
	"context"
	"fmt"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func run(ctx context.Context) error {
${code.replace('pool, err :=', 'config.ConnConfig.LookupFunc = func(context.Context, string) ([]string, error) { return []string{"127.0.0.1"}, nil }\npool, err :=')}
	if err != nil {
		return err
	}
	defer pool.Close()
	var encrypted bool
	err = pool.QueryRow(ctx, ${JSON.stringify(question)}).Scan(&encrypted)
	fmt.Println(encrypted)
	return err
}

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
`;
const plugin = `package com.azure.identity.extensions.jdbc.postgresql;

import java.util.Properties;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;

public class AzurePostgresqlAuthenticationPlugin implements AuthenticationPlugin {
  public AzurePostgresqlAuthenticationPlugin(Properties properties) {}

  public char[] getPassword(AuthenticationRequestType type) {
    return System.getenv("TOKEN").toCharArray();
  }
}
`;
const javaProgram = `import java.sql.*;

public class Connect {
  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection(arguments[0]);
         ResultSet rows = connection.createStatement().executeQuery(${JSON.stringify(question)})) {
      rows.next();
      System.out.println(rows.getBoolean(1));
    }
  }
}
`;

let python = '';
let go = '';
let java = '';
const runPython = (server: Entrance, program: string): ReturnType<typeof runProgram> =>
  runProgram(join(python, 'environment', 'bin', 'python'), ['-c', program], { ...environment(server), PYTHONPATH: python });

const proofs: readonly Proof[] = [
  {
    name: 'psql by a token of the Azure CLI',
    needs: ['psql', '--version'],
    connect: (server) => {
      const path = stage.folder();
      place(path, { az: azureCli });
      const { code } = shown('psql', server, rootsFor(numberFrom('psql', '--version'), stage));
      return runProgram('sh', ['-c', `${code.trimEnd()} -Atc "${question}"`], { ...environment(server), PATH: `${path}${delimiter}${process.env['PATH'] ?? ''}` });
    },
    in: /^t$/,
  },
  {
    name: 'psycopg by a token',
    needs: ['python3', '-m', 'pip', '--version'],
    prepare: async () => {
      python = stage.folder();
      place(python, { 'azure/__init__.py': '', 'azure/identity.py': azureForPython });
      await setUp('python3', ['-m', 'venv', 'environment'], python);
      await setUp(join(python, 'environment', 'bin', 'pip'), ['install', '--quiet', 'psycopg[binary]', 'sqlalchemy'], python);
    },
    connect: (server) => runPython(server, `${shown('psycopg', server).code}print(connection.execute(${JSON.stringify(question)}).fetchone())`),
    in: /^\(True,\)$/,
  },
  {
    name: 'SQLAlchemy by a token',
    needs: ['python3', '-m', 'pip', '--version'],
    connect: (server) =>
      runPython(server, `${shown('sqlalchemy', server).code}\nfrom sqlalchemy import text\nwith engine.connect() as one:\n    print(one.execute(text(${JSON.stringify(question)})).fetchone())`),
    in: /^\(True,\)$/,
  },
  {
    name: 'pgx by a token',
    needs: ['go', 'version'],
    prepare: () => {
      go = stage.folder();
      place(go, { ...azureForGo, 'go.mod': goModule });
      return Promise.resolve();
    },
    connect: async (server) => {
      // Each server has a port of its own, which is part of the code.
      place(go, { 'main.go': goProgram(shown('pgx', server).code) });
      await setUp('go', ['mod', 'tidy'], go);
      await setUp('go', ['build', '-o', 'connect', '.'], go);
      return runProgram(join(go, 'connect'), [], environment(server));
    },
    in: /^true$/,
  },
  {
    name: 'JDBC by a plugin that gets the token',
    needs: ['mvn', '--version'],
    prepare: async () => {
      java = stage.folder();
      place(java, { 'Connect.java': javaProgram, 'Plugin/AzurePostgresqlAuthenticationPlugin.java': plugin, hosts: `127.0.0.1 ${host}\n` });
      await setUp('mvn', ['--batch-mode', '--quiet', 'dependency:copy', '-Dartifact=org.postgresql:postgresql:42.7.8', '-DoutputDirectory=.'], java);
      await setUp('javac', ['-d', '.', '-cp', 'postgresql-42.7.8.jar', 'Plugin/AzurePostgresqlAuthenticationPlugin.java', 'Connect.java'], java);
      await setUp('keytool', ['-importcert', '-noprompt', '-alias', 'trusted', '-file', stage.servers().rootFile, '-keystore', 'trust.p12', '-storepass', 'changeit'], java);
    },
    connect: (server) => {
      const trust = ['-Djavax.net.ssl.trustStore=trust.p12', '-Djavax.net.ssl.trustStorePassword=changeit', '-Djdk.net.hosts.file=hosts'];
      return runProgram('java', [...trust, '-cp', `postgresql-42.7.8.jar${delimiter}.`, 'Connect', shown('jdbc', server).text], environment(server), java);
    },
    in: /^true$/,
  },
];

prove(proofs, stage);
