import type { Json } from '../../model/value';
import { nameOf, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { diagnosticSettingsNeed, readDiagnostics, sendsLogs } from '../../layers/audit/diagnostic-facts';
import { known } from '../../model/fact';
import { planned } from '../plan';
import type { Proposal } from './proposal';
import { whyReadOnly } from './read-only';

/** A Log Analytics workspace that logs can be sent to. */
export interface LogWorkspace {
  readonly id: string;
  readonly name: string;
  readonly location: string;
}

/** Azure spells a region "West Europe" or "westeurope". */
const regionOf = (name: string): string => name.replaceAll(' ', '').toLowerCase();

const same = (a: unknown, b: string): boolean => typeof a === 'string' && a.toLowerCase() === b.toLowerCase();

/**
 * The category that servers and clusters have. https://learn.microsoft.com/azure/postgresql/monitor/concepts-logging and
 * https://learn.microsoft.com/azure/cosmos-db/postgresql/howto-logging
 */
const logs: Json = [{ category: 'PostgreSQLLogs', enabled: true }];

const nameFor = ({ name }: LogWorkspace): string => `postgresql-logs-to-${name}`.slice(0, 260);

function stateOf(snapshot: Snapshot, { server }: Subject, workspace: LogWorkspace): string {
  const there = snapshot.servers.find(({ resource }) => resource.key === server.resource.key);
  const notKnown = (because: string): string => `whether logs are sent to ${workspace.name} is not known: ${because}`;
  if (there === undefined) return notKnown('the server could not be read');
  const { settings, complete } = readDiagnostics({ snapshot, server: there });
  const sent = settings.filter(({ resource }) => same(settingOf(resource, ['properties', 'workspaceId']), workspace.id)).map(({ logs: names }) => names);
  if (sent.some((names) => sendsLogs(known(names) ?? []))) return `logs are sent to ${workspace.name}`;
  const [because] = [complete, ...sent].flatMap((one) => (one !== true && 'because' in one ? [one.because] : []));
  return because === undefined ? `no logs are sent to ${workspace.name}` : notKnown(because);
}

/**
 * Plans that PostgreSQL's log goes to a Log Analytics workspace, beside what other settings send elsewhere.
 * https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings
 */
export function planDiagnosticSetting(subject: Subject, workspace: LogWorkspace): Proposal {
  const { server, snapshot } = subject;
  const label = nameOf(server.resource);
  const fixed = whyReadOnly(server);
  if (fixed !== undefined) return { refused: fixed };
  const wanted = `logs are sent to ${workspace.name}`;
  if (stateOf(snapshot, subject, workspace) === wanted) return { refused: `The logs of ${label} are sent to ${workspace.name} already.` };
  const { settings, complete } = readDiagnostics(subject);
  const name = nameFor(workspace);
  if (settings.some(({ resource }) => same(resource.name, name))) return { refused: `${label} has a diagnostic setting ${name} that sends something else. Change it in Azure.` };
  const elsewhere = server.resource.body['location'];
  return {
    plan: {
      title: `Send the logs of ${label} to ${workspace.name}`,
      detail: [
        'Its PostgreSQL log, with what pgaudit and connection logging write, is kept in the workspace for as long as that says, and can be searched and watched there.',
        ...(typeof elsewhere === 'string' && workspace.location !== '' && regionOf(elsewhere) !== regionOf(workspace.location) ? [`The workspace is in ${workspace.location}, the server in ${elsewhere}: logs leave the region.`] : []),
        ...(settings.length === 0 || complete !== true ? [] : [`Other diagnostic settings stay: ${settings.map(({ resource }) => nameOf(resource)).join(', ')}.`]),
      ],
      confirm: 'Send Logs',
      changes: [
        {
          kind: 'add',
          parent: server.resource.key,
          type: diagnosticSettingsNeed.extension,
          name,
          body: { properties: { workspaceId: workspace.id, logs } },
        },
      ],
      effects: [planned('costs', 'Log Analytics bills what it takes in: https://azure.microsoft.com/pricing/details/monitor/')],
      cutOff: [],
      state: (after) => stateOf(after, subject, workspace),
      wanted,
    },
  };
}
