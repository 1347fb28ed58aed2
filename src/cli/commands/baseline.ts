import type { Profile } from '../../engine/profile';
import { profiles } from '../../engine/profile';
import { defineCommand, oneOf, UsageError } from '../command';

export interface BaselineOptions {
  readonly paths: readonly string[];
  readonly output: string;
  readonly profile?: Profile;
  readonly config?: string;
}

const usage = `Writes down what is found now, so that check --baseline fails on new findings only.

Usage:
  postgresql-security baseline <path>... [options]

Lines may move and values may change: a finding stays known by its rule, file, resource and setting. Write the file
into the root of the repository; the names in it are relative to its folder.

Options:
  --output FILE        the file to write (postgresql-security-baseline.json)
  --profile PROFILE    which rules speak: recommended, strict, resilience or all
  --config FILE        the configuration, instead of the nearest postgresql-security.json above each file

Exit codes: 0 written, 2 not everything could be checked; then nothing is written.
`;

export const baselineCommand = defineCommand({
  name: 'baseline',
  summary: 'writes down what is found now, so that only new findings fail',
  usage,
  parameters: { output: { type: 'string' }, profile: { type: 'string' }, config: { type: 'string' } },
  read: (paths, { output = 'postgresql-security-baseline.json', profile, config }): BaselineOptions => {
    if (paths.length === 0) throw new UsageError('baseline needs at least one file or folder.');
    if ([...paths, output, config].includes('')) throw new UsageError('The name of a file or folder is empty.');
    if (paths.includes('-')) throw new UsageError('baseline reads files and folders, not standard input.');
    return {
      paths,
      output,
      ...(profile === undefined ? {} : { profile: oneOf('profile', profile, profiles, 'recommended') }),
      ...(config === undefined ? {} : { config }),
    };
  },
  run: async (options, io) => (await import('../baseline-command')).runBaseline(options, io),
});
