import { join } from 'node:path';
import { prove, setStage, type Proof } from './prove';
import { runProgram, setUp, type Ended } from './run-program';
import { host, question, type Entrance } from './servers';

const stage = setStage();
const { environment, folder, string } = stage;

let rust = '';

/** Rust resolves names by itself: a file of hosts that only this process sees tells it the way. */
const aloneWithHosts = (path: string, program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> =>
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

const rustProgram = (plain: string, odd: string): string => `use sqlx::{Connection, Row};

type Failure = Box<dyn std::error::Error>;

async fn by_sqlx(url: &str) -> Result<bool, Failure> {
    let mut connection = sqlx::PgConnection::connect(url).await?;
    Ok(sqlx::query(${JSON.stringify(question)}).fetch_one(&mut connection).await?.try_get(0)?)
}

async fn by_tokio_postgres(port: u16) -> Result<bool, Failure> {
    ${plain}
    tokio::spawn(connection);
    Ok(client.query_one(${JSON.stringify(question)}, &[]).await?.get(0))
}

async fn by_odd_names() -> Result<bool, Failure> {
    ${odd}
    tokio::spawn(connection);
    Ok(client.query_one(${JSON.stringify(question)}, &[]).await?.get(0))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let wish = std::env::args().nth(1).unwrap();
    let answer = match wish.parse() {
        Ok(0) => by_odd_names().await,
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
const tokioCode = (server: Entrance): string =>
  string('tokio-postgres', server)
    .text.replace(/let mut config: tokio_postgres::Config = (.*)\.parse\(\)\?;/, (_, text: string) => `let mut config: tokio_postgres::Config = ${text}.replace("${server.port}", &port.to_string()).parse()?;`);

const proofs: readonly Proof[] = [
  {
    name: 'sqlx',
    needs: ['cargo', '--version'],
    prepare: async () => {
      rust = folder({ 'Cargo.toml': cargoManifest, 'main.rs': rustProgram(tokioCode(stage.servers().good), string('tokio-postgres', stage.servers().odd).text), hosts: `127.0.0.1 ${host}\n` });
      await setUp('sh', ['-c', 'mkdir src && mv main.rs src/'], rust);
      await setUp('cargo', ['build', '--quiet'], rust);
    },
    connect: (server) => aloneWithHosts(rust, rustClient(), [string('sqlx', server).text], environment(server)),
    in: /^true$/,
  },
  {
    name: 'tokio-postgres',
    needs: ['cargo', '--version'],
    connect: (server) => aloneWithHosts(rust, rustClient(), [server.user === stage.servers().odd.user ? '0' : String(server.port)], environment(server)),
    in: /^true$/,
  },
];

prove(proofs, stage);
