import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** The files that changed, or why nobody can say which. */
export type ChangedFiles = { readonly files: ReadonlySet<string> } | { readonly failure: string };

/** Far more names of files than any change has. */
const mostBytes = 256 * 1024 * 1024;

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: mostBytes, stdio: ['ignore', 'pipe', 'pipe'] });
}

function explain(error: unknown, reference: string): string {
  const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: unknown };
  if (code === 'ENOENT') return '--changed-since needs git, which is not installed or not on the PATH.';
  const said = typeof stderr === 'string' ? stderr : '';
  if (/not a git repository/i.test(said)) return '--changed-since needs a git repository, and the working directory is in none.';
  if (/dubious ownership/i.test(said)) return 'git does not read this repository, because somebody else owns it. See git help config, safe.directory.';
  return `git knows no commit "${reference}". In a pipeline, fetch it first: git fetch origin <branch>, with enough history.`;
}

/** Where the work began: the last commit that both have, as pull requests show it; the reference itself where there is none. */
function startOf(cwd: string, commit: string): string {
  try {
    return git(cwd, 'merge-base', commit, 'HEAD').trim();
  } catch {
    return commit;
  }
}

/**
 * Asks git which files differ from a commit: changed, staged, committed since, or new.
 * @returns absolute paths.
 */
export function changedFiles(cwd: string, reference: string): ChangedFiles {
  try {
    const root = git(cwd, 'rev-parse', '--show-toplevel').replace(/\r?\n$/, '');
    const commit = git(cwd, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`).trim();
    const changed = git(root, 'diff', '--name-only', '--no-ext-diff', '--no-renames', '-z', startOf(cwd, commit), '--');
    const fresh = git(root, 'ls-files', '--others', '--exclude-standard', '-z');
    return { files: new Set(`${changed}${fresh}`.split('\0').filter((name) => name !== '').map((name) => resolve(root, name))) };
  } catch (error) {
    return { failure: explain(error, reference) };
  }
}
