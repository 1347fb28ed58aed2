import type { Profile } from '../../engine/profile';
import { profiles } from '../../engine/profile';
import type { CloudOption } from '../cloud-option';
import { readCloud } from '../cloud-option';
import type { Values } from '../command';
import { defineCommand, oneOf, UsageError } from '../command';
import { needValues, readServerChoice, serverChoiceParameters, type ServerChoice } from '../server-choice';
import type { Threshold } from './check';

const formats = ['text', 'json', 'sarif', 'markdown', 'csv'] as const;
const thresholds = ['error', 'warning', 'info', 'never'] as const;

export type ScanFormat = (typeof formats)[number];

export interface ScanOptions extends ServerChoice {
  readonly cloud: CloudOption;
  /** The part of what Azure allows to be asked, above 0 and up to 1. */
  readonly share: number;
  readonly format: ScanFormat;
  readonly output?: string;
  /** Evidence of a scan that was ended before its time, as JSON. */
  readonly resume?: string;
  readonly failOn: Threshold;
  readonly profile?: Profile;
  readonly showUnknown: boolean;
  readonly allowProblems: boolean;
}

const parameters = {
  ...serverChoiceParameters,
  cloud: { type: 'string' },
  share: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string' },
  resume: { type: 'string' },
  'fail-on': { type: 'string' },
  profile: { type: 'string' },
  'show-unknown': { type: 'boolean' },
  'allow-problems': { type: 'boolean' },
} as const;

function readShare(text: string | undefined): number {
  const percent = Number(text ?? '50');
  if (/^\d+(?:\.\d+)?$/.test(text ?? '50') && percent >= 1 && percent <= 100) return percent / 100;
  throw new UsageError(`--share takes a percentage from 1 to 100, not "${text ?? ''}".`);
}

function read(words: readonly string[], values: Values<typeof parameters>): ScanOptions {
  const { output, resume } = values;
  if (words.length > 0) throw new UsageError('scan takes no paths: it reads live servers. check reads templates.');
  const choice = readServerChoice(values);
  needValues({ output, resume });
  return {
    ...choice,
    cloud: readCloud(values.cloud),
    share: readShare(values.share),
    format: oneOf('format', values.format, formats, 'text'),
    ...(output === undefined ? {} : { output }),
    ...(resume === undefined ? {} : { resume }),
    failOn: oneOf('fail-on', values['fail-on'], thresholds, 'error'),
    ...(values.profile === undefined ? {} : { profile: oneOf('profile', values.profile, profiles, 'recommended') }),
    showUnknown: values['show-unknown'] === true,
    allowProblems: values['allow-problems'] === true,
  };
}

const usage = `Reads every security layer of live servers.

Usage:
  postgresql-security scan [options]

Signs in as @azure/identity finds it: environment variables, workload or managed identity, the Azure CLI, Azure
PowerShell, the Azure Developer CLI. Needs the role Reader, see docs/permissions.md; changes nothing.

Options:
  --subscription ID            a subscription by id or name; may be given several times (all that can be read)
  --tenant ID                  the tenant to sign in to
  --resource-group NAME        only servers of this resource group
  --server ID                  a server by resource id or name; may be given several times
  --cloud CLOUD                public, usgov, china or the address of Resource Manager (public)
  --share PERCENT              the part of Azure's limit of calls to use, so that the same person's other tools are not
                               slowed down (50)
  --format FORMAT              text, json, sarif, markdown or csv (text); all but text are evidence to be filed
  --output FILE                write it to a file instead of standard output
  --resume FILE                go on with a scan that was ended: FILE is its evidence as JSON, and what it read is not
                               read again
  --fail-on LEVEL              the least level that fails: error, warning, info or never (error)
  --profile PROFILE            which rules speak: recommended, strict, resilience or all (recommended)
  --show-unknown               also list what could not be decided; it never fails a scan
  --allow-problems             do not fail because of what could not be read

Ctrl+C, and a time limit that sends SIGTERM, ends the scan and shows what was read until then.

Exit codes: 0 nothing found at or above --fail-on, 1 something found, 2 not everything could be read, were it one layer
of one server.
`;

export const scanCommand = defineCommand({
  name: 'scan',
  summary: 'reads live servers and writes evidence',
  usage,
  parameters,
  read,
  run: async (options: ScanOptions, io) => (await import('../scan-command')).runScan(options, io),
});
