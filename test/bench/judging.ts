import { check } from '../../src/engine/check';
import type { Profile } from '../../src/engine/profile';
import { layers } from '../../src/layers/catalog';
import { documentedParameters } from '../../src/layers/documented-parameters';
import type { Snapshot } from '../../src/model/snapshot';
import { createSnapshot } from '../../src/model/snapshot';
import { childResource, serverResource } from '../../src/sources/azure/resource-body';
import { parseServerId } from '../../src/sources/azure/server-id';
import { median, type Measure } from './measure';

const today = '2026-11-24';

/** A live server as Azure answers it, with the children that the layers ask for. */
function liveServer(index: number): Snapshot {
  const id = parseServerId(`/subscriptions/s/resourceGroups/rg/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql-${index}`);
  if (id === undefined) throw new Error('the id of the server is none');
  const properties = {
    version: String(13 + (index % 6)),
    network: { publicNetworkAccess: 'Enabled' },
    authConfig: { activeDirectoryAuth: index % 2 === 0 ? 'Enabled' : 'Disabled', passwordAuth: 'Enabled' },
    backup: { backupRetentionDays: 7, geoRedundantBackup: 'Disabled' },
    administratorLogin: 'pgadmin',
  };
  const parameters = documentedParameters.flatMap((parameter) =>
    'flexible' in parameter && typeof parameter.flexible === 'string'
      ? [childResource(id, 'configurations', { name: parameter.name, properties: { value: parameter.flexible, source: 'system-default' } })]
      : [],
  );
  const rules = Array.from({ length: 5 }, (_, number) =>
    childResource(id, 'firewallRules', {
      name: `rule-${number}`,
      properties: { startIpAddress: `203.0.113.${number}`, endIpAddress: `203.0.113.${number + index % 7}` },
    }),
  );
  return createSnapshot({ origin: 'live', resources: [serverResource(id, { sku: { tier: 'GeneralPurpose' }, properties }), ...parameters, ...rules] });
}

const judge = (snapshot: Snapshot, profile: Profile = 'recommended'): number => check(snapshot, { layers, profile, today }).findings.length;

/** Judges a server and reads all that the tree shows of it, which is made when somebody asks for it. */
function judgeAndShow(snapshot: Snapshot): number {
  const { findings, servers } = check(snapshot, { layers, profile: 'recommended', today });
  const shown = servers.flatMap((server) => server.layers.map(({ facts, text, unread }) => facts.length + text.length + unread.length));
  if (shown.some(Number.isNaN)) throw new Error('a layer shows nothing');
  return findings.length;
}

/** How long it takes for each of many servers, in seconds of the processor: they say the same on a machine that has much else to do. */
function secondsFor(servers: readonly Snapshot[], each: (snapshot: Snapshot) => number): { readonly seconds: number; readonly findings: number } {
  const started = process.cpuUsage();
  let findings = 0;
  for (const snapshot of servers) findings += each(snapshot);
  return { seconds: process.cpuUsage(started).user / 1e6, findings };
}

/** How long all rules take on one live server, and on a fleet. Reading is not part of it. */
export const judging: Measure = () => {
  const servers = Array.from({ length: 10_000 }, (_, index) => liveServer(index));
  for (const snapshot of servers.slice(0, 500)) judge(snapshot, 'all');
  const times = servers.slice(500, 2500).map((snapshot) => {
    const started = performance.now();
    judge(snapshot, 'all');
    return performance.now() - started;
  });
  const judged = secondsFor(servers, judge);
  const shown = secondsFor(servers, judgeAndShow);
  return [
    { name: 'all rules on one live server', value: median(times), unit: 'ms', budget: { atMost: 0.5 }, note: 'median of 2,000' },
    { name: '10,000 live servers judged', value: judged.seconds, unit: 's', budget: { atMost: 5 }, note: `of the processor, profile recommended; ${judged.findings} findings` },
    { name: '10,000 live servers judged and shown', value: shown.seconds, unit: 's', note: 'with every row that the tree has of them' },
  ];
};
