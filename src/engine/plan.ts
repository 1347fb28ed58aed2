import type { Change, Effect } from '../model/fix';
import { effectNotes } from '../model/fix';
import type { Snapshot } from '../model/snapshot';

/** A question that is asked on top of the usual confirmation, where a change opens much or takes something away. */
export interface Danger {
  readonly question: string;
  readonly detail: string;
  /** The button that says yes, naming what happens. */
  readonly confirm: string;
}

/** One thing that a plan does beside what it is for. */
export interface PlannedEffect {
  readonly effect: Effect;
  /** A sentence about this plan: "pg-orders restarts, so connections end." */
  readonly text: string;
}

/** A change of a live server before anybody agreed to it. */
export interface Plan {
  /** An imperative with the server's name: "Add firewall rule office to pg-orders". */
  readonly title: string;
  /** What it does and for whom, a sentence each. */
  readonly detail: readonly string[];
  /** The button that carries it out. */
  readonly confirm: string;
  /** In the order in which they are written. Each ends old or new, so that order decides what a half-done plan is. */
  readonly changes: readonly Change[];
  /** What has to be known before; none where the plan is safe. Worst first. */
  readonly effects: readonly PlannedEffect[];
  /** Who may be cut off, a sentence each; see `cutOff`. None only where nobody can be. */
  readonly cutOff: readonly string[];
  /** What has to be typed before it is carried out, usually the server's name. */
  readonly typed?: string;
  readonly danger?: Danger;
  /** Why there is no way back from it, a sentence; left out where there is one. */
  readonly noWayBack?: string;
  /** Reads what the plan is about from a snapshot, in words. Both ends of the action log are made by it. */
  readonly state: (snapshot: Snapshot) => string;
  /** What `state` says once the plan is carried out. */
  readonly wanted: string;
}

const sentences: Readonly<Record<Effect, string>> = {
  safe: 'Takes effect at once, without a restart.',
  'needs-value': 'A value has to be given.',
  restart: 'The server restarts: connections end, and new ones are refused for about a minute.',
  interrupts: 'Connections are interrupted.',
  'replaces-list': 'Replaces the list that the server has now.',
  'create-only': 'Only possible when the server is created.',
  irreversible: 'Cannot be undone.',
  costs: 'Costs money.',
};

/** Of a change that only takes effect with the next restart, which nothing brings about by itself. */
export const restartLater = 'Nothing restarts now: it takes effect when the server next restarts, which ends connections for about a minute. Until then all stays as it is.';

/** Names an effect in the words that fit most plans, or in others. */
export const planned = (effect: Effect, text = sentences[effect]): PlannedEffect => ({ effect, text });

/** A few words for each effect of a plan, such as for a table of plans: "the server restarts, costs money". */
export function effectsInWords({ effects }: Pick<Plan, 'effects'>): string {
  const words = [...new Set(effects.map(({ effect }) => effectNotes[effect]))].filter((word) => word !== '');
  return words.length === 0 ? 'safe' : words.join(', ');
}

const harmless: ReadonlySet<Effect> = new Set<Effect>(['safe']);

/** Whether a plan has no effect but the one that it is for, and cuts nobody off. */
export function isHarmless({ effects, cutOff, danger, typed }: Plan): boolean {
  return effects.every(({ effect }) => harmless.has(effect)) && cutOff.length === 0 && danger === undefined && typed === undefined;
}
