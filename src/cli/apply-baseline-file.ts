import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { applyBaseline, readBaseline } from '../outputs/baseline';
import type { CheckResult } from '../outputs/check-result';
import type { CommandIo } from './command-io';
import { readTextFile } from './text-file';

/** Names files relative to the folder of a baseline, so that it holds wherever the check runs. */
export function relativeTo(baseline: string, io: CommandIo): (file: string) => string {
  const folder = dirname(resolve(io.cwd, baseline));
  return (file) => relative(folder, resolve(io.cwd, file)).split(sep).join('/');
}

/** Takes the findings of a baseline file for suppressed; says nothing where it cannot be read, after telling why. */
export function applyBaselineFile(result: CheckResult, baseline: string, io: CommandIo): CheckResult | undefined {
  const content = readTextFile(resolve(io.cwd, baseline));
  if ('failure' in content) {
    io.error(`The baseline ${baseline} ${content.failure}\n`);
    return undefined;
  }
  const known = readBaseline(content.text);
  if (known === undefined) {
    io.error(`${baseline} is no baseline. Write one: postgresql-security baseline <path>... --output ${baseline}\n`);
    return undefined;
  }
  const folder = dirname(resolve(io.cwd, baseline));
  return applyBaseline(result, known, { inBaseline: relativeTo(baseline, io), isGone: (file) => !existsSync(resolve(folder, file)) });
}
