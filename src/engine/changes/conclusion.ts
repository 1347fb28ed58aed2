import type { Snapshot } from '../../model/snapshot';
import type { Plan } from '../plan';
import { boundaryOf, boundaryText, endings, type Progress } from './boundary';
import { differences, type Difference } from './difference';
import type { Landing } from './landed';

/** What a write was answered; see `WriteOutcome` of the Azure source. */
export interface Answered extends Progress {
  readonly state: 'done' | 'failed' | 'unknown';
  readonly message: string;
}

/** How a plan ended, by what the server says now rather than by what the write was answered. */
export interface Conclusion {
  readonly outcome: 'done' | 'failed' | 'unknown';
  /** What the plan is about, before and after, in words. */
  readonly before: string;
  readonly after: string;
  readonly differences: readonly Difference[];
  /** Where each of the differences ended. */
  readonly ends: readonly Landing[];
  /** What people are told: how it ended, what Azure says now, and which changes are on which side of the boundary. */
  readonly text: string;
}

export interface Concluding {
  readonly plan: Plan;
  /** The server's name. */
  readonly name: string;
  readonly before: Snapshot;
  readonly answered: Answered;
  /** The server as it was read afterwards; nothing where it could not be. */
  readonly after: Snapshot | undefined;
  /** Why it could not be read. */
  readonly unread?: string | undefined;
}

const unreadable = 'could not be read';

/** Tells how a plan ended. Success is what was read back, and nothing else. */
export function conclude({ plan, name, before, answered, after, unread }: Concluding): Conclusion {
  const ends = endings(plan.changes, answered, after);
  const now = after === undefined ? unreadable : plan.state(after);
  // What says the same before and after, such as a server that nothing waited to restart, proves nothing by itself.
  const proves = plan.state(before) !== plan.wanted || plan.changes.some(({ kind }) => kind !== 'action');
  const reached = now === plan.wanted && (proves || answered.state === 'done');
  const conclusion = { before: plan.state(before), after: now, differences: differences(before, plan.changes), ends };
  if (reached) {
    const late = answered.state === 'done' ? '' : ' Azure finished although the answer did not arrive.';
    return { ...conclusion, outcome: 'done', text: `Done, and read back from ${name}: ${plan.wanted}.${late}` };
  }
  const what = {
    failed: `${plan.title} did not work. ${answered.message}`,
    unknown: `${plan.title}: the waiting ended before Azure did, and Azure may still finish. ${answered.message}`,
    done: `${plan.title}: Azure said that it is done, but reading it back shows otherwise.`,
  }[answered.state];
  const said = after === undefined ? `${name} could not be read again: ${unread ?? 'no reason is known'}` : `Azure says now: ${now}.`;
  // Of one change that could be read again all has just been said.
  const boundary = plan.changes.length > 1 || after === undefined ? ` ${boundaryText(boundaryOf(before, plan.changes, ends))}` : '';
  return { ...conclusion, outcome: answered.state === 'failed' ? 'failed' : 'unknown', text: `${what} ${said}${boundary}` };
}
