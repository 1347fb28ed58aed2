import type { CloudOption } from '../cloud-option';
import { readCloud } from '../cloud-option';
import type { Values } from '../command';
import { defineCommand, oneOf, UsageError } from '../command';
import type { ServerChoice } from '../server-choice';

const formats = ['text', 'json', 'az'] as const;

export interface FixOptions extends ServerChoice {
  readonly rules: readonly string[];
  readonly cloud: CloudOption;
  readonly format: (typeof formats)[number];
  /** Carries the plans out; without it they are all that comes of it. */
  readonly yes: boolean;
}

const parameters = {
  rule: { type: 'string', multiple: true },
  tenant: { type: 'string' },
  cloud: { type: 'string' },
  format: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

function read(words: readonly string[], { rule = [], tenant, cloud, format, yes }: Values<typeof parameters>): FixOptions {
  if (words.length === 0) throw new UsageError('fix needs at least one server, by its resource id or name.');
  if (rule.length === 0) throw new UsageError('fix needs --rule ID: it fixes what was named, and nothing else. “rules” lists the rules.');
  if ([...rule, ...words, tenant ?? 'x'].includes('')) throw new UsageError('A server, --rule and --tenant need a value.');
  const form = oneOf('format', format, formats, 'text');
  if (form === 'az' && yes === true) throw new UsageError('--format az prints commands for somebody else; it does not go with --yes.');
  return {
    subscriptions: [],
    servers: words,
    rules: rule,
    ...(tenant === undefined ? {} : { tenant }),
    cloud: readCloud(cloud),
    format: form,
    yes: yes === true,
  };
}

const usage = `Fixes what a rule has found on live servers.

Usage:
  postgresql-security fix <server id>... --rule ID [--yes] [options]

Prints the plan: what changes, what that means, who may be cut off, and the calls. Nothing is changed without --yes.
With it, one server is changed after the other, and each is read again: only what is read back counts as done. The
first failure ends it. Signs in as @azure/identity finds it; see docs/permissions.md for what that takes.

Options:
  --rule ID                    the rule, such as tls/require-encryption; may be given several times
  --yes                        carry the plans out
  --tenant ID                  the tenant to sign in to
  --cloud CLOUD                public, usgov, china or the address of Resource Manager (public)
  --format text|json|az        how to show it (text); az prints a script for the Azure CLI and changes nothing

Exit codes: 0 none of the rules has anything to fix there (any more), 1 something is left, 2 not everything could be
read.
`;

export const fixCommand = defineCommand({
  name: 'fix',
  summary: 'plans the fix of a rule on live servers, and carries it out with --yes',
  usage,
  parameters,
  read,
  run: async (options: FixOptions, io) => (await import('../fix-command')).runFix(options, io),
});
