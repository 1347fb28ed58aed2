import type { Profile } from '../../engine/profile';
import { profiles } from '../../engine/profile';
import { defineCommand, oneOf, UsageError } from '../command';

export interface InitOptions {
  readonly folder: string;
  readonly profile: Profile;
}

const usage = `Writes postgresql-security.json, the configuration that the editor and the command line share.

Usage:
  postgresql-security init [<folder>] [options]

The file is written into the folder, or into the working directory, and never over one that exists.

Options:
  --profile PROFILE   which rules speak: recommended, strict, resilience or all (recommended)

Exit codes: 0 written, 2 not written.
`;

export const initCommand = defineCommand({
  name: 'init',
  summary: 'writes postgresql-security.json, the configuration',
  usage,
  parameters: { profile: { type: 'string' } },
  read: ([folder = '.', ...others], { profile }): InitOptions => {
    if (others.length > 0) throw new UsageError('init takes one folder.');
    if (folder === '') throw new UsageError('The name of the folder is empty.');
    return { folder, profile: oneOf('profile', profile, profiles, 'recommended') };
  },
  run: async (options, io) => (await import('../init-command')).runInit(options, io),
});
