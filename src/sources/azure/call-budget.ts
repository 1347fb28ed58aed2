import type { PipelineRequest } from '@azure/core-rest-pipeline';
import { cancelled } from './cancel';
import type { Time } from './time';

/** What Azure counts calls by. */
export interface Bucket {
  readonly operation: 'read' | 'write' | 'delete' | 'graph';
  /** The subscription; empty for calls above subscriptions. */
  readonly scope: string;
}

/** Spends what Azure allows one person to ask, so that nothing is refused and others are left their part. */
export interface CallBudget {
  /** Resolves when the call may be made; who waits urgently goes before all that wait in the background. Rejects for a cancel. */
  readonly take: (bucket: Bucket, urgent: boolean, signal?: PipelineRequest['abortSignal']) => Promise<void>;
  /** Azure has refused a call of this bucket: nobody asks for so long, and all ask more slowly for a while. */
  readonly refused: (bucket: Bucket, milliseconds: number) => void;
}

export interface CallBudgetOptions {
  readonly time: Time;
  /** The part of what Azure allows to be used for reading, above 0 and up to 1. */
  readonly share: () => number;
}

/**
 * Size and refill per second of each bucket, per subscription and person.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 * https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
const limits: Readonly<Record<Bucket['operation'], { readonly size: number; readonly refill: number; readonly shared: boolean }>> = {
  read: { size: 250, refill: 25, shared: true },
  write: { size: 200, refill: 10, shared: false },
  delete: { size: 200, refill: 10, shared: false },
  graph: { size: 15, refill: 3, shared: false },
};

/** After a refusal the speed is halved, and comes back by this part of the whole each second. */
const recoveryPerSecond = 0.02;
const slowest = 0.1;

interface Waiter {
  readonly resolve: () => void;
}

interface Level {
  tokens: number;
  at: number;
  /** Nobody asks before this time. */
  notBefore: number;
  /** The part of the speed that is left after refusals. */
  speed: number;
  readonly urgent: Set<Waiter>;
  readonly background: Set<Waiter>;
  serving: boolean;
}

/** Makes a budget with full buckets. */
export function createCallBudget({ time, share }: CallBudgetOptions): CallBudget {
  const levels = new Map<string, Level>();
  const levelOf = ({ operation, scope }: Bucket): Level => {
    const key = `${operation} ${scope.toLowerCase()}`;
    const known = levels.get(key);
    if (known !== undefined) return known;
    const made: Level = { tokens: sizeOf(operation), at: time.now(), notBefore: 0, speed: 1, urgent: new Set(), background: new Set(), serving: false };
    levels.set(key, made);
    return made;
  };
  const partOf = (operation: Bucket['operation']): number => (limits[operation].shared ? share() : 1);
  const sizeOf = (operation: Bucket['operation']): number => Math.max(1, limits[operation].size * partOf(operation));
  const refillOf = (operation: Bucket['operation'], level: Level): number => limits[operation].refill * partOf(operation) * level.speed;

  const fill = (operation: Bucket['operation'], level: Level): void => {
    const now = time.now();
    // What would have come in while nobody may ask is not saved up: Azure's own bucket was empty then.
    const seconds = Math.max(0, now - Math.max(level.at, Math.min(now, level.notBefore))) / 1000;
    level.tokens = Math.min(sizeOf(operation), level.tokens + seconds * refillOf(operation, level));
    level.speed = Math.min(1, level.speed + seconds * recoveryPerSecond);
    level.at = now;
  };
  /** How long until a call may be made, in milliseconds. */
  const delay = (operation: Bucket['operation'], level: Level): number => {
    fill(operation, level);
    const blocked = level.notBefore - time.now();
    // A rounding error must not make anybody wait for nothing.
    const empty = level.tokens >= 1 - 1e-9 ? 0 : ((1 - level.tokens) / refillOf(operation, level)) * 1000;
    return Math.max(0, blocked, empty);
  };
  const serve = async (operation: Bucket['operation'], level: Level): Promise<void> => {
    level.serving = true;
    try {
      while (level.urgent.size + level.background.size > 0) {
        const pause = delay(operation, level);
        if (pause > 0) {
          await time.wait(Math.max(1, Math.ceil(pause)), undefined);
          continue;
        }
        const queue = level.urgent.size > 0 ? level.urgent : level.background;
        const [first] = queue;
        if (first === undefined) continue;
        queue.delete(first);
        level.tokens -= 1;
        first.resolve();
      }
    } finally {
      level.serving = false;
    }
  };

  return {
    take: (bucket, urgent, signal) => {
      if (signal?.aborted === true) return Promise.reject(cancelled());
      const level = levelOf(bucket);
      if (level.urgent.size + level.background.size === 0 && delay(bucket.operation, level) === 0) {
        level.tokens -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const queue = urgent ? level.urgent : level.background;
        const cancel = (): void => {
          queue.delete(waiter);
          reject(cancelled());
        };
        const waiter: Waiter = {
          resolve: () => {
            signal?.removeEventListener('abort', cancel);
            resolve();
          },
        };
        queue.add(waiter);
        signal?.addEventListener('abort', cancel);
        if (!level.serving) void serve(bucket.operation, level);
      });
    },
    refused: (bucket, milliseconds) => {
      const level = levelOf(bucket);
      fill(bucket.operation, level);
      level.tokens = 0;
      // Calls that were under way together are refused together; they slow things down once.
      if (level.notBefore <= time.now()) level.speed = Math.max(slowest, level.speed / 2);
      level.notBefore = Math.max(level.notBefore, time.now() + milliseconds);
    },
  };
}
