/** What `--help` prints. */
export const usage = `Checks the security of Azure Database for PostgreSQL in Bicep files and ARM templates.

Usage:
  postgresql-security check <path>... [options]
  postgresql-security rules [--format text|json|markdown]

Paths are files and folders. A folder is searched for .bicep, .bicepparam, .json and .jsonc files, without
node_modules, .git and what git ignores; a file that is named is always read. - reads standard input.

Options of check:
  --format text|json|sarif     how to show what was found (text)
  --output FILE                write it to a file instead of standard output
  --fail-on LEVEL              the least level that fails: error, warning, info or never (error)
  --profile PROFILE            which rules speak: recommended, strict, resilience or all (recommended)
  --show-unknown               also list what could not be decided; it never fails a check
  --allow-problems             do not fail because of files that could not be read
  --stdin-filename NAME        the name of what standard input holds, such as main.bicep

  --help, --version

Exit codes: 0 nothing found at or above --fail-on, 1 something found, 2 not everything could be checked.
NO_COLOR turns colours off.
`;
