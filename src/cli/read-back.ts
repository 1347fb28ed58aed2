import { conclude, type Answered, type Conclusion } from '../engine/changes/conclusion';
import type { Plan } from '../engine/plan';
import type { Need } from '../model/layer';
import type { Snapshot } from '../model/snapshot';
import { serverById } from '../model/snapshot';
import type { AzureSource, ServerSummary } from '../sources/azure/azure-source';
import type { CommandIo } from './command-io';

export interface ReadingBack {
  readonly source: AzureSource;
  readonly needs: readonly Need[];
  readonly summary: ServerSummary;
  readonly before: Snapshot;
  readonly plan: Plan;
  /** What the write was answered. */
  readonly answered: Answered;
}

/** Reads a server after a write, also where somebody has ended the command, and says how the plan ended by what it says now. */
export async function readBack({ source, needs, summary, before, plan, answered }: ReadingBack): Promise<Conclusion & { readonly snapshot: Snapshot }> {
  const snapshot = await source.read(summary.id, needs);
  const after = serverById(snapshot, summary.id) === undefined ? undefined : snapshot;
  return { ...conclude({ plan, name: summary.name, before, answered, after, unread: snapshot.problems[0]?.message }), snapshot };
}

/** Says what is under way to somebody who watches. */
export const tellProgress =
  (io: CommandIo) =>
  (words: string): void => {
    if (io.isTerminal()) io.error(`${words}\n`);
  };
