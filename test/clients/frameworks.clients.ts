import { join } from 'node:path';
import type { Roots } from '../../src/postgres/connection-strings/connection';
import { numberFrom, prove, rootsFor, setStage, type Proof } from './prove';
import { runProgram, setUp } from './run-program';
import { host, question } from './servers';

const stage = setStage();
const { environment, folder, string } = stage;

let python = '';
let node = '';

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

const prismaProgram = `
import dns from 'node:dns';
import { PrismaPg } from '@prisma/adapter-pg';

// The name leads to this computer; node-postgres knows no hostaddr.
const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(name === ${JSON.stringify(host)} ? '127.0.0.1' : name, ...rest);
try {
  const where = process.argv[2];
  const options = where.startsWith('{') ? (0, eval)(\`(\${where})\`) : { connectionString: where, enableChannelBinding: true };
  const adapter = await new PrismaPg(options).connect();
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
