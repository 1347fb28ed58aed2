import type { CloudOption } from '../cloud-option';
import { readCloud } from '../cloud-option';
import type { Values } from '../command';
import { defineCommand, oneOf, UsageError } from '../command';
import { readServerChoice, serverChoiceParameters, type ServerChoice } from '../server-choice';

const formats = ['text', 'json'] as const;

export interface PruneOptions extends ServerChoice {
  readonly cloud: CloudOption;
  readonly format: (typeof formats)[number];
  /** Removes them; without it the plan is all that comes of it. */
  readonly yes: boolean;
}

const parameters = {
  ...serverChoiceParameters,
  cloud: { type: 'string' },
  format: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

function read(words: readonly string[], values: Values<typeof parameters>): PruneOptions {
  const [action, ...others] = words;
  if (action !== 'prune' || others.length > 0) throw new UsageError('firewall does one thing: firewall prune.');
  return {
    ...readServerChoice(values),
    cloud: readCloud(values.cloud),
    format: oneOf('format', values.format, formats, 'text'),
    yes: values.yes === true,
  };
}

const usage = `Removes temporary firewall rules of live servers whose time is over.

Usage:
  postgresql-security firewall prune [options]

A temporary rule says its end in its name, such as desk-until-20261125T0530Z (UTC): that is how the extension names
them. Every other rule is left alone. Without --yes only the plan is printed, and nothing is changed. Signs in as
@azure/identity finds it; see docs/permissions.md for what that takes.

Options:
  --yes                        remove them, and read each server again
  --subscription ID            a subscription by id or name; may be given several times (all that can be read)
  --tenant ID                  the tenant to sign in to
  --resource-group NAME        only servers of this resource group
  --server ID                  a server by resource id or name; may be given several times
  --cloud CLOUD                public, usgov, china or the address of Resource Manager (public)
  --format text|json           how to show it (text)

Exit codes: 0 no such rule is left, 1 some are left, 2 not everything could be read.
`;

export const firewallCommand = defineCommand({
  name: 'firewall',
  summary: 'removes temporary firewall rules whose time is over (firewall prune)',
  usage,
  parameters,
  read,
  run: async (options: PruneOptions, io) => (await import('../prune-command')).runPrune(options, io),
});
