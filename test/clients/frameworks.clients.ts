import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Roots } from '../../src/postgres/connection-strings/connection';
import type { PostgresServer } from '../postgres/server';
import { numberFrom, prove, rootsFor, setStage, type Proof } from './prove';
import { runProgram, setUp } from './run-program';
import { host, question } from './servers';

const stage = setStage();
const { environment, folder, string } = stage;

let python = '';
let rust = '';
let node = '';
let spring = '';

const phpRoots = (): Roots => rootsFor(numberFrom('php', '-r', "echo preg_replace('/.*PostgreSQL\\(libpq\\) Version => (\\d+).*/s', '$1', (function () { ob_start(); phpinfo(INFO_MODULES); return ob_get_clean(); })());"), stage);

/** Ruby tells the version as 150018. */
const rubyRoots = (): Roots => rootsFor(Math.floor(numberFrom('ruby', '-e', 'require "pg"; puts PG.library_version') / 10_000), stage);

const djangoProgram = (settings: string): string => `
import os
${settings}
from django.conf import settings
settings.configure(DATABASES=DATABASES)
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute(${JSON.stringify(question)})
    print(cursor.fetchone())
`;

const railsProgram = `
require "active_record"
require "erb"
require "yaml"
ActiveRecord::Base.establish_connection(YAML.safe_load(ERB.new(File.read(ARGV[0])).result)["production"])
puts ActiveRecord::Base.connection.select_value(${JSON.stringify(question)})
`;

/** Rust resolves names by itself: a file of hosts that only this process sees tells it the way. */
const aloneWithHosts = (path: string, program: string, args: readonly string[], env: Readonly<Record<string, string>>) =>
  runProgram('unshare', ['--mount', 'sh', '-c', `mount --bind ${join(path, 'hosts')} /etc/hosts && exec "$0" "$@"`, program, ...args], env);

const cargoManifest = `[package]
name = "connect"
version = "0.0.0"
edition = "2021"

[dependencies]
tokio = { version = "1", features = ["rt", "macros"] }
sqlx = { version = "0.8", default-features = false, features = ["runtime-tokio", "tls-native-tls", "postgres"] }
tokio-postgres = "0.7"
postgres-native-tls = "0.5"
native-tls = "0.2"
`;

const rustProgram = (tokioCode: string): string => `use sqlx::{Connection, Row};

type Failure = Box<dyn std::error::Error>;

async fn by_sqlx(url: &str) -> Result<bool, Failure> {
    let mut connection = sqlx::PgConnection::connect(url).await?;
    Ok(sqlx::query(${JSON.stringify(question)}).fetch_one(&mut connection).await?.try_get(0)?)
}

async fn by_tokio_postgres(port: u16) -> Result<bool, Failure> {
    ${tokioCode}
    tokio::spawn(connection);
    Ok(client.query_one(${JSON.stringify(question)}, &[]).await?.get(0))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let wish = std::env::args().nth(1).unwrap();
    let answer = match wish.parse() {
        Ok(port) => by_tokio_postgres(port).await,
        Err(_) => by_sqlx(&wish).await,
    };
    match answer {
        Ok(encrypted) => println!("{encrypted}"),
        Err(failure) => {
            println!("{failure:?}");
            std::process::exit(1);
        }
    }
}
`;

/** Builds of before may be kept elsewhere: crates take minutes. */
const rustClient = (): string => join(process.env['CARGO_TARGET_DIR'] ?? join(rust, 'target'), 'debug', 'connect');

/** The code as it is copied; only the port, of which each server of the test has its own, is put in when it runs. */
const tokioCode = (server: PostgresServer): string =>
  string('tokio-postgres', server)
    .text.replace(/let mut config: tokio_postgres::Config = (.*)\.parse\(\)\?;/, (_, text: string) => `let mut config: tokio_postgres::Config = ${text}.replace("${server.port}", &port.to_string()).parse()?;`);

const springManifest = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>connect</artifactId>
  <version>0</version>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-jdbc</artifactId><version>3.4.5</version></dependency>
    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>42.7.8</version></dependency>
  </dependencies>
</project>
`;

const springProgram = `import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.JdbcTemplate;

@EnableAutoConfiguration
public class Connect {
  public static void main(String[] arguments) {
    try (var context = new SpringApplicationBuilder(Connect.class).web(WebApplicationType.NONE).run(arguments)) {
      System.out.println("encrypted: " + context.getBean(JdbcTemplate.class).queryForObject(${JSON.stringify(question)}, Boolean.class));
    }
  }
}
`;

const prismaProgram = `
import dns from 'node:dns';
import { PrismaPg } from '@prisma/adapter-pg';

// The name leads to this computer; node-postgres knows no hostaddr.
const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(name === ${JSON.stringify(host)} ? '127.0.0.1' : name, ...rest);
try {
  const adapter = await new PrismaPg({ connectionString: process.argv[2], enableChannelBinding: true }).connect();
  const { rows } = await adapter.queryRaw({ sql: ${JSON.stringify(question)}, args: [], argTypes: [] });
  console.log(rows[0][0]);
  await adapter.dispose();
} catch (error) {
  console.log(error.message, error.cause);
  process.exit(1);
}
`;

const proofs: readonly Proof[] = [
  {
    name: 'Django',
    needs: ['python3', '-m', 'pip', '--version'],
    prepare: async () => {
      python = folder();
      await setUp('python3', ['-m', 'venv', 'environment'], python);
      await setUp(join(python, 'environment', 'bin', 'pip'), ['install', '--quiet', 'psycopg[binary]', 'django'], python);
    },
    connect: (server) => runProgram(join(python, 'environment', 'bin', 'python'), ['-c', djangoProgram(string('django', server).text)], environment(server)),
    in: /^\(True,\)$/,
  },
  {
    name: 'Rails',
    needs: ['ruby', '-e', 'require "active_record"; require "pg"'],
    connect: (server) => {
      const path = folder({ 'database.yml': string('rails', server, rubyRoots()).text });
      return runProgram('ruby', ['-e', railsProgram, join(path, 'database.yml')], environment(server));
    },
    in: /^true$/,
  },
  {
    name: 'PDO',
    needs: ['php', '-r', 'exit(extension_loaded("pdo_pgsql") ? 0 : 1);'],
    connect: (server) => {
      const { code } = string('php-pdo', server, phpRoots());
      const path = folder({ 'connect.php': `${code?.text ?? ''}echo json_encode($pdo->query(${JSON.stringify(question)})->fetchColumn());\n` });
      return runProgram('php', [join(path, 'connect.php')], environment(server));
    },
    in: /^true$/,
  },
  {
    name: 'sqlx',
    needs: ['cargo', '--version'],
    prepare: async () => {
      rust = folder({ 'Cargo.toml': cargoManifest, 'main.rs': rustProgram(tokioCode(stage.servers().good)), hosts: `127.0.0.1 ${host}\n` });
      await setUp('sh', ['-c', 'mkdir src && mv main.rs src/'], rust);
      await setUp('cargo', ['build', '--quiet'], rust);
    },
    connect: (server) => aloneWithHosts(rust, rustClient(), [string('sqlx', server).text], environment(server)),
    in: /^true$/,
  },
  {
    name: 'tokio-postgres',
    needs: ['cargo', '--version'],
    connect: (server) => aloneWithHosts(rust, rustClient(), [String(server.port)], environment(server)),
    in: /^true$/,
  },
  {
    name: 'Spring Boot',
    needs: ['mvn', '--version'],
    prepare: async () => {
      spring = folder({ 'pom.xml': springManifest, 'Connect.java': springProgram, hosts: `127.0.0.1 ${host}\n` });
      await setUp('mvn', ['--batch-mode', '--quiet', 'dependency:copy-dependencies', '-DoutputDirectory=lib'], spring);
      await setUp('javac', ['-cp', 'lib/*', 'Connect.java'], spring);
      await setUp('keytool', ['-importcert', '-noprompt', '-alias', 'trusted', '-file', stage.servers().rootFile, '-keystore', 'trust.p12', '-storepass', 'changeit'], spring);
    },
    connect: (server) => {
      // Spring reads application.properties where it is started; its user is part of the URL.
      writeFileSync(join(spring, 'application.properties'), `${string('spring', server).text}\nspring.main.banner-mode=off\n`);
      const trust = ['-Djavax.net.ssl.trustStore=trust.p12', '-Djavax.net.ssl.trustStorePassword=changeit', '-Djdk.net.hosts.file=hosts'];
      return runProgram('java', [...trust, '-cp', `lib/*${delimiter}.`, 'Connect'], environment(server), spring);
    },
    in: /^encrypted: true$/m,
  },
  {
    name: 'Prisma by its adapter',
    needs: ['npm', '--version'],
    prepare: async () => {
      node = folder({ 'package.json': '{ "private": true, "type": "module" }', 'connect.js': prismaProgram });
      await setUp('npm', ['install', '--silent', '--no-audit', '--no-fund', '@prisma/adapter-pg'], node);
    },
    connect: (server) => runProgram('node', [join(node, 'connect.js'), string('prisma', server).text], { ...environment(server), NODE_EXTRA_CA_CERTS: stage.servers().rootFile }),
    in: /^(true|t)$/,
  },
];

prove(proofs, stage);
