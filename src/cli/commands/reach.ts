import { isIPv4 } from 'node:net';
import type { CloudOption } from '../cloud-option';
import { readCloud } from '../cloud-option';
import type { Values } from '../command';
import { defineCommand, oneOf, UsageError } from '../command';

const formats = ['text', 'json'] as const;

export interface ReachOptions {
  /** Files and folders of templates. */
  readonly paths: readonly string[];
  /** The resource ids of live servers. */
  readonly serverIds: readonly string[];
  /** An IPv4 address of which is asked whether it gets through. */
  readonly from?: string;
  readonly tenant?: string;
  readonly cloud: CloudOption;
  readonly format: (typeof formats)[number];
}

const parameters = {
  from: { type: 'string' },
  tenant: { type: 'string' },
  cloud: { type: 'string' },
  format: { type: 'string' },
} as const;

const isServerId = (word: string): boolean => /^\/subscriptions\/[^/]+\/resourcegroups\//i.test(word);

function read(words: readonly string[], { from, tenant, cloud, format }: Values<typeof parameters>): ReachOptions {
  if (words.length === 0) throw new UsageError('reach needs a template, a folder of them, or the resource id of a server.');
  if (words.includes('')) throw new UsageError('A path is empty.');
  if (tenant === '') throw new UsageError('--tenant needs a value.');
  if (from !== undefined && !isIPv4(from)) throw new UsageError(`--from takes an IPv4 address such as 203.0.113.7, not "${from}". The firewall knows no other.`);
  return {
    paths: words.filter((word) => !isServerId(word)),
    serverIds: words.filter(isServerId),
    ...(from === undefined ? {} : { from }),
    ...(tenant === undefined ? {} : { tenant }),
    cloud: readCloud(cloud),
    format: oneOf('format', format, formats, 'text'),
  };
}

const usage = `Says from where servers can be reached, and with what credential.

Usage:
  postgresql-security reach <path or server id>… [options]

A path is a Bicep file, an ARM template or a folder of them; a server id is the resource id of a live server
(/subscriptions/…/flexibleServers/NAME), which is read with the account that @azure/identity finds. What could not be
read is said to be not known, never to be closed.

Options:
  --from ADDRESS        also says whether this IPv4 address gets through, and which layer decides that
  --tenant ID           the tenant to sign in to, for live servers
  --cloud CLOUD         public, usgov, china or the address of Resource Manager, for live servers (public)
  --format text|json    how to show the answer (text)

Exit codes: 0 answered, 2 something could not be read.
`;

export const reachCommand = defineCommand({
  name: 'reach',
  summary: 'says from where servers can be reached, and with what credential',
  usage,
  parameters,
  read,
  run: async (options: ReachOptions, io) => (await import('../reach-command')).runReach(options, io),
});
