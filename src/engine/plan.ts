import type { Change, Effect } from '../model/fix';
import type { Snapshot } from '../model/snapshot';

/** A question that is asked on top of the usual confirmation, where a change opens much or takes something away. */
export interface Danger {
  readonly question: string;
  readonly detail: string;
  /** The button that says yes, naming what happens. */
  readonly confirm: string;
}

/** A change of a live server before anybody agreed to it. */
export interface Plan {
  /** An imperative with the server's name: "Add firewall rule office to pg-orders". */
  readonly title: string;
  /** What it does and for whom, a sentence each. */
  readonly detail: readonly string[];
  /** The button that carries it out. */
  readonly confirm: string;
  readonly changes: readonly Change[];
  readonly effect: Effect;
  readonly danger?: Danger;
  /** Reads what the plan is about from a snapshot, in words. Both ends of the action log are made by it. */
  readonly state: (snapshot: Snapshot) => string;
  /** What `state` says once the plan is carried out. */
  readonly wanted: string;
}
