import { createHash } from 'node:crypto';
import type { ServerReport } from '../../model/finding';
import type { Snapshot } from '../../model/snapshot';
import type { Configurations } from '../configurations';
import type { InsideServers } from '../inside-servers';
import type { Analysis } from '../load-analysis';
import type { KeptResult } from './kept-result';
import { digestOf } from './server-digest';
import { createSnapshotPacker, type SnapshotPacker } from './snapshot-packer';

/** A result in full, as documents, open rows and plans need it. */
export interface OpenResult {
  readonly snapshot: Snapshot;
  readonly report: ServerReport;
}

/** Judges what was read, keeps it in little room, and opens it again when somebody looks. */
export interface KeptResults {
  /** Nothing where the snapshot does not hold the server. */
  readonly keep: (key: string, snapshot: Snapshot, readAt: number) => KeptResult | undefined;
  readonly open: (key: string, kept: KeptResult) => OpenResult;
  /** Judges by the profile and the configuration of now; the same result where nothing has changed. */
  readonly judgeAgain: (key: string, kept: KeptResult) => KeptResult;
  readonly packer: SnapshotPacker;
}

export interface KeptResultsParts {
  readonly analysis: Analysis;
  readonly configurations: Configurations;
  /** What was read inside servers by a connection: it is kept nowhere, and judged with what is. */
  readonly inside: Pick<InsideServers, 'get'>;
  /** Of this extension: another one may judge otherwise. */
  readonly version: string;
  readonly dictionary?: Uint8Array;
}

/** So many results stay open: those that somebody looks at now. */
const mostOpen = 40;

/** Today's date, such as 2026-11-24. Rules ask no clock themselves. */
const today = (): string => new Date().toISOString().slice(0, 10);

interface Opened extends OpenResult {
  readonly packed: Uint8Array;
  readonly judgedBy: string;
}

export function createKeptResults({ analysis, configurations, inside, version, dictionary }: KeptResultsParts): KeptResults {
  const { check, layers, suppressLive, flattenSnapshot, restoreSnapshot, dependenciesOf, withInside } = analysis;
  const packer = createSnapshotPacker({ flatten: flattenSnapshot, restore: restoreSnapshot, ...(dictionary === undefined ? {} : { dictionary }) });
  /** The one that was asked for last comes last. */
  const opened = new Map<string, Opened>();
  /** The same on many servers: a plan of the subscription, a network. */
  const keys = new Map<string, string>();

  const judge = (snapshot: Snapshot, key: string): ServerReport | undefined => {
    const { servers } = check(snapshot, { layers, ...configurations.policy(analysis), today: today(), now: new Date().toISOString() });
    const report = servers.find(({ server }) => server.resource.key === key);
    return report === undefined ? undefined : suppressLive(report, configurations.suppressions(analysis), today());
  };
  /** The same text as long as the same would be found. */
  const judging = (key: string): string =>
    createHash('sha256')
      .update(JSON.stringify([version, configurations.policy(analysis), configurations.suppressions(analysis), today(), inside.get(key)?.at ?? '']))
      .digest('hex')
      .slice(0, 16);
  const remember = (key: string, one: Opened): Opened => {
    opened.delete(key);
    opened.set(key, one);
    const [oldest] = opened.keys();
    if (opened.size > mostOpen && oldest !== undefined) opened.delete(oldest);
    return one;
  };
  const share = (key: string): string => {
    const known = keys.get(key) ?? key;
    keys.set(key, known);
    return known;
  };
  const open = (key: string, { packed }: KeptResult): Opened => {
    const judgedBy = judging(key);
    const known = opened.get(key);
    if (known?.packed === packed && known.judgedBy === judgedBy) return remember(key, known);
    const snapshot = withInside(known?.packed === packed ? known.snapshot : packer.unpack(packed), key, inside.get(key));
    const report = judge(snapshot, key);
    if (report === undefined) throw new Error(`What was kept of ${key} does not hold it.`);
    return remember(key, { snapshot, report, packed, judgedBy });
  };

  return {
    packer,
    open,
    keep: (key, read, readAt) => {
      const snapshot = withInside(read, key, inside.get(key));
      const report = judge(snapshot, key);
      if (report === undefined) return undefined;
      const [packed, judgedBy] = [packer.pack(read), judging(key)];
      remember(key, { snapshot, report, packed, judgedBy });
      return { digest: digestOf(report), readAt, packed, dependencies: dependenciesOf(read, key).map(share), judgedBy };
    },
    judgeAgain: (key, kept) => {
      const judgedBy = judging(key);
      if (kept.judgedBy === judgedBy) return kept;
      // What nobody looks at must not push out what somebody does.
      const known = opened.get(key);
      const report = known === undefined ? judge(withInside(packer.unpack(kept.packed), key, inside.get(key)), key) : open(key, kept).report;
      return report === undefined ? kept : { ...kept, digest: digestOf(report), judgedBy };
    },
  };
}
