import type { Kind } from '../../../src/model/resource';
import type { Context } from '../../../src/model/rule';
import type { Verdict } from '../../../src/model/verdict';

/** What the cases of all rules have come to in this process: rule, kind of server (`-` where there is none), source and verdict. */
const seen = new Set<string>();

/** The live servers that a rule of a server fails on. */
const failing: { readonly rule: string; readonly context: Context }[] = [];

let collecting = false;

/** From now on cases are judged as soon as they are given, and make no tests: somebody else runs those. */
export function collect(): { readonly seen: ReadonlySet<string>; readonly failing: readonly { readonly rule: string; readonly context: Context }[] } {
  collecting = true;
  return { seen, failing };
}

export const isCollecting = (): boolean => collecting;

export const caseKey = (rule: string, kind: Kind | '-', origin: 'live' | 'template', verdict: Verdict): string => `${rule} ${kind} ${origin} ${verdict}`;

/** Keeps a live server on which a rule fails, to see what its fix does there. */
export function noteFailing(rule: string, context: Context): void {
  if (collecting && context.snapshot.origin === 'live') failing.push({ rule, context });
}

/** Notes that a test looks at what a rule says of such a server. */
export function noteCase(rule: string, kind: Kind | '-', origin: 'live' | 'template', verdict: Verdict): void {
  seen.add(caseKey(rule, kind, origin, verdict));
}
