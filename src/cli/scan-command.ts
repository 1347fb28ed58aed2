import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { check } from '../engine/check';
import { configurationName } from '../engine/configuration/configuration';
import type { LiveSuppression } from '../engine/configuration/configuration';
import { suppressLive } from '../engine/live-suppression';
import { needsOf } from '../engine/needs';
import type { Policy } from '../engine/policy';
import { levelOf, policyOf } from '../engine/policy';
import { layers } from '../layers/catalog';
import type { Snapshot } from '../model/snapshot';
import type { Evidence, EvidenceServer } from '../outputs/evidence';
import { createEvidence, endedBefore, evidenceServer } from '../outputs/evidence';
import type { ServerSummary, Subscription } from '../sources/azure/azure-source';
import { chooseServers } from './choose-servers';
import type { CommandIo, ExitCode } from './command-io';
import type { Threshold } from './commands/check';
import type { ScanOptions } from './commands/scan';
import { createConfigurations } from './configurations';
import { connectAzure } from './connect-azure';
import { formatEvidence } from './format-evidence';
import { readEarlier } from './earlier-evidence';
import { createScanProgress } from './scan-progress';
import { tellFailure } from './tell-failure';
import { version } from './version';
import { canWrite, writeOutput } from './write-output';

const failing: Readonly<Record<Threshold, readonly ('error' | 'warning' | 'info')[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  info: ['error', 'warning', 'info'],
  never: [],
};

function exitCode({ summary, problems, complete }: Evidence, { failOn, allowProblems }: ScanOptions): ExitCode {
  const whole = problems.length === 0 && summary.layersRead === summary.layers;
  if (!complete || (!whole && !allowProblems)) return 2;
  return failing[failOn].some((level) => summary[level] > 0) ? 1 : 0;
}

const program = `PostgreSQL Security for Azure ${version}`;

const now = (): string => new Date().toISOString();

const isCancel = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** The profile and the levels of the configuration in the working directory hold for live servers as for templates. */
function readPolicy({ profile }: ScanOptions, io: CommandIo): { readonly policy: Policy; readonly suppressions: readonly LiveSuppression[]; readonly problems: readonly string[] } {
  const configurations = createConfigurations(layers.flatMap(({ rules }) => rules), undefined);
  const { configuration } = configurations.for(join(io.cwd, configurationName));
  return {
    policy: policyOf(configuration, profile === undefined ? {} : { profile }),
    suppressions: configuration.suppressions,
    problems: configurations.problems().map(({ file, message }) => `${file}: ${message}`),
  };
}

interface Judging {
  readonly policy: Policy;
  readonly suppressions: readonly LiveSuppression[];
  readonly today: string;
  readonly subscriptions: readonly Subscription[];
}

function scanned(summary: ServerSummary, snapshot: Snapshot | undefined, { policy, suppressions, today, subscriptions }: Judging): EvidenceServer {
  const { id, name, kind, subscriptionId, resourceGroup, location } = summary;
  const subscription = subscriptions.find((one) => one.id.toLowerCase() === subscriptionId.toLowerCase())?.name ?? subscriptionId;
  const place = { id, name, kind, subscriptionId, subscription, resourceGroup, location };
  if (snapshot === undefined) return evidenceServer({ place, failure: endedBefore(name) });
  const [report] = check(snapshot, { layers, ...policy, today, now: now(), showUnknown: true }).servers;
  if (report !== undefined) return evidenceServer({ place, report: suppressLive(report, suppressions, today), readAt: now() });
  return evidenceServer({ place, failure: snapshot.problems[0]?.message ?? `${name} could not be read.` });
}

/** Reads live servers, judges them and writes what was found. */
export async function runScan(options: ScanOptions, io: CommandIo): Promise<ExitCode> {
  // Thousands of servers are not read for a file that cannot be written.
  if (!canWrite(options.output, io)) return 2;
  const startedAt = now();
  const cancel = new AbortController();
  io.onInterrupt?.(() => cancel.abort());
  const { signal } = cancel;
  // Each call listens to it as long as it is under way.
  setMaxListeners(0, signal);
  const { source, cloud } = await connectAzure(options);
  const progress = createScanProgress(io);
  try {
    const principal = await source.principal(undefined, signal);
    const { policy, suppressions, problems } = readPolicy(options, io);
    progress.listing();
    const chosen = await chooseServers(source, options, signal);
    const judging: Judging = { policy, suppressions, today: io.today, subscriptions: chosen.subscriptions };
    const results = new Map<string, EvidenceServer>();
    const summaries = new Map(chosen.servers.map((server) => [server.id, server]));
    const earlier = options.resume === undefined ? undefined : readEarlier(options.resume, io.cwd, { principal, profile: policy.profile, program });
    for (const { id } of chosen.servers) {
      const before = earlier?.servers.get(id.toLowerCase());
      if (before !== undefined) results.set(id, before);
    }
    progress.begin(chosen.servers.length, results.size);
    progress.show(results.size);
    const complete = await source
      .scan({
        servers: chosen.servers.filter(({ id }) => !results.has(id)),
        needs: needsOf(layers, policy.settings),
        signal,
        onRead: (id, snapshot) => {
          const summary = summaries.get(id);
          if (summary !== undefined) results.set(id, scanned(summary, snapshot, judging));
          progress.show(results.size);
        },
      })
      .then(
        () => true,
        (error: unknown) => {
          if (isCancel(error)) return false;
          throw error;
        },
      );
    progress.end();
    const evidence = createEvidence({
      program,
      startedAt: earlier?.startedAt ?? startedAt,
      endedAt: now(),
      principal,
      cloud,
      scope: chosen.scope,
      profile: policy.profile,
      complete,
      problems: [...problems, ...chosen.problems],
      servers: chosen.servers.map((server) => results.get(server.id) ?? scanned(server, undefined, judging)),
      exceptions: suppressions,
      speaks: (id) => layers.flatMap(({ rules }) => rules).some((rule) => rule.id === id && levelOf(policy, rule) !== 'off'),
      today: io.today,
    });
    const text = await formatEvidence(evidence, options, policy);
    return writeOutput(text, options.output, io) ? exitCode(evidence, options) : 2;
  } catch (error) {
    progress.end();
    return tellFailure(error, io, isCancel(error) ? 'The scan was ended before any server was read.' : undefined);
  }
}
