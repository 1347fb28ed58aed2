import { join } from 'node:path';
import type { Roots } from '../../src/postgres/connection-strings/connection';
import type { ClientId } from '../../src/postgres/connection-strings/connection-string';
import { psqlEnvironment } from '../../src/postgres/psql-environment';
import { numberFrom, prove, rootsFor, setStage, type Proof } from './prove';
import { runProgram, setUp } from './run-program';
import { host, question, type Entrance } from './servers';

const stage = setStage();
const { environment, folder } = stage;
const textOf = (id: ClientId, server: Entrance, roots?: Roots): string => stage.string(id, server, roots).text;
const psqlRoots = (): Roots => rootsFor(numberFrom('psql', '--version'), stage);

let python = '';
let go = '';
let java = '';

const pythonProgram = `
import sys, psycopg
with psycopg.connect(sys.argv[1]) as connection:
    print(connection.execute(${JSON.stringify(question)}).fetchone())
`;
const alchemyProgram = `
import sys
from sqlalchemy import URL, create_engine, text
where = sys.argv[1]
with create_engine(eval(where) if where.startswith("URL.create(") else where).connect() as connection:
    print(connection.execute(text(${JSON.stringify(question)})).fetchone())
`;
const goProgram = `package main

import (
	"context"
	"fmt"
	"os"

	"github.com/jackc/pgx/v5"
)

func main() {
	config, err := pgx.ParseConfig(os.Args[1])
	if err == nil {
		config.LookupFunc = func(context.Context, string) ([]string, error) { return []string{"127.0.0.1"}, nil }
		var connection *pgx.Conn
		connection, err = pgx.ConnectConfig(context.Background(), config)
		if err == nil {
			var encrypted bool
			err = connection.QueryRow(context.Background(), ${JSON.stringify(question)}).Scan(&encrypted)
			fmt.Println(encrypted)
		}
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
`;
const javaProgram = `import java.sql.*;
import java.util.Properties;

public class Connect {
  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("password", System.getenv("PGPASSWORD"));
    try (Connection connection = DriverManager.getConnection(arguments[0], properties);
         ResultSet rows = connection.createStatement().executeQuery(${JSON.stringify(question)})) {
      rows.next();
      System.out.println(rows.getBoolean(1));
    }
  }
}
`;

const proofs: readonly Proof[] = [
  {
    name: 'psql',
    needs: ['psql', '--version'],
    connect: (server) => runProgram('sh', ['-c', `${textOf('psql', server, psqlRoots())} -Atc "${question}"`], environment(server)),
    in: /^t$/,
  },
  {
    name: 'environment variables',
    needs: ['psql', '--version'],
    connect: (server) => runProgram('sh', ['-c', `${textOf('environment', server, psqlRoots())}\npsql -Atc "${question}"`], environment(server)),
    in: /^t$/,
  },
  {
    name: 'pg_service.conf',
    needs: ['psql', '--version'],
    connect: (server) => {
      const path = join(folder({ 'pg_service.conf': textOf('pg-service', server, psqlRoots()) }), 'pg_service.conf');
      return runProgram('psql', ['service=pg-orders', '-Atc', question], { ...environment(server), PGSERVICEFILE: path });
    },
    in: /^t$/,
  },
  {
    name: 'psql as Open psql starts it',
    needs: ['psql', '--version'],
    connect: (server) => {
      const connection = { host, database: server.database, user: server.user, port: server.port };
      const wish = psqlEnvironment({ connection, rootFile: stage.servers().rootFile, secret: server.password, bind: true });
      const set = Object.fromEntries(Object.entries(wish).filter((one): one is [string, string] => one[1] !== null));
      return runProgram('psql', ['-Atc', question], { ...set, PGHOSTADDR: '127.0.0.1' });
    },
    in: /^t$/,
  },
  {
    name: 'psycopg',
    needs: ['python3', '-m', 'pip', '--version'],
    prepare: async () => {
      const path = folder({ 'connect.py': pythonProgram, 'alchemy.py': alchemyProgram });
      await setUp('python3', ['-m', 'venv', 'environment'], path);
      await setUp(join(path, 'environment', 'bin', 'pip'), ['install', '--quiet', 'psycopg[binary]', 'sqlalchemy'], path);
      python = path;
    },
    connect: (server) => runProgram(join(python, 'environment', 'bin', 'python'), [join(python, 'connect.py'), textOf('psycopg', server)], environment(server)),
    in: /^\(True,\)$/,
  },
  {
    name: 'SQLAlchemy',
    needs: ['python3', '-m', 'pip', '--version'],
    connect: (server) => runProgram(join(python, 'environment', 'bin', 'python'), [join(python, 'alchemy.py'), textOf('sqlalchemy', server)], environment(server)),
    in: /^\(True,\)$/,
  },
  {
    name: 'pgx',
    needs: ['go', 'version'],
    prepare: async () => {
      const path = folder({ 'main.go': goProgram });
      await setUp('go', ['mod', 'init', 'example.com/connect'], path);
      await setUp('go', ['mod', 'tidy'], path);
      await setUp('go', ['build', '-o', 'connect', '.'], path);
      go = path;
    },
    connect: (server) => runProgram(join(go, 'connect'), [textOf('pgx', server)], environment(server)),
    in: /^true$/,
  },
  {
    name: 'JDBC',
    needs: ['mvn', '--version'],
    prepare: async () => {
      const path = folder({ 'Connect.java': javaProgram, hosts: `127.0.0.1 ${host}\n` });
      await setUp('mvn', ['--batch-mode', '--quiet', 'dependency:copy', '-Dartifact=org.postgresql:postgresql:42.7.8', '-DoutputDirectory=.'], path);
      await setUp('keytool', ['-importcert', '-noprompt', '-alias', 'trusted', '-file', stage.servers().rootFile, '-keystore', 'trust.p12', '-storepass', 'changeit'], path);
      java = path;
    },
    connect: (server) =>
      runProgram(
        'java',
        [
          '-Djavax.net.ssl.trustStore=trust.p12',
          '-Djavax.net.ssl.trustStorePassword=changeit',
          '-Djdk.net.hosts.file=hosts',
          '-cp',
          'postgresql-42.7.8.jar',
          'Connect.java',
          textOf('jdbc', server),
        ],
        environment(server),
        java,
      ),
    in: /^true$/,
  },
];

prove(proofs, stage);
