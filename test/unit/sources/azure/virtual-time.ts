import type { HttpClient } from '@azure/core-rest-pipeline';
import type { Clock } from '../../../../src/emulator/clock';
import type { Time } from '../../../../src/sources/azure/time';

/** Time that passes only when everything waits for it. */
export interface VirtualTime extends Time, Clock {
  readonly now: () => number;
  /** Runs something to its end and lets time pass as it waits; returns how long it took, in seconds. */
  readonly run: (task: () => Promise<unknown>) => Promise<number>;
  /** Keeps time from passing until this is done: it takes none. */
  readonly hold: <T>(task: () => Promise<T>) => Promise<T>;
}

/** Lets everything that is ready happen: requests in this process take a few turns of the event loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

export function virtualTime(start = Date.UTC(2026, 10, 23, 9, 0, 0)): VirtualTime {
  let time = start;
  let held = 0;
  let alarms: { readonly at: number; readonly ring: () => void }[] = [];
  return {
    now: () => time,
    wait: (milliseconds) =>
      new Promise((resolve) => {
        alarms.push({ at: time + milliseconds, ring: resolve });
      }),
    hold: async (task) => {
      held += 1;
      try {
        return await task();
      } finally {
        held -= 1;
      }
    },
    run: async (task) => {
      const from = time;
      const state = { done: false };
      const end = task().finally(() => {
        state.done = true;
      });
      // Whoever awaits the end below hears of a failure.
      end.catch(() => undefined);
      for (;;) {
        await settle();
        if (state.done) break;
        if (alarms.length === 0 || held > 0) continue;
        time = Math.min(...alarms.map(({ at }) => at));
        const due = alarms.filter(({ at }) => at <= time);
        alarms = alarms.filter(({ at }) => at > time);
        for (const { ring } of due) ring();
      }
      await end;
      return (time - from) / 1000;
    },
  };
}

/** A transport whose answers take their time, as those over a network do. */
export function slowHttpClient(client: HttpClient, time: VirtualTime, milliseconds: number): HttpClient {
  return {
    sendRequest: async (request) => {
      await time.wait(milliseconds, undefined);
      return time.hold(() => client.sendRequest(request));
    },
  };
}
