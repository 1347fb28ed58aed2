import { commands } from './commands';

const width = Math.max(...commands.map(({ name }) => name.length));

/** What `--help` prints. */
export const usage = `Checks the security of Azure Database for PostgreSQL.

Usage:
  postgresql-security <command> [options]

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

postgresql-security <command> --help lists the options of a command; --version prints the version.
`;
