import type { Kind } from '../../../src/model/resource';
import type { Verdict } from '../../../src/model/verdict';

/** What the cases of all rules have come to in this process: rule, kind of server (`-` where there is none), source and verdict. */
const seen = new Set<string>();

let collecting = false;

/** From now on cases are judged as soon as they are given, and make no tests: somebody else runs those. */
export function collect(): ReadonlySet<string> {
  collecting = true;
  return seen;
}

export const isCollecting = (): boolean => collecting;

export const caseKey = (rule: string, kind: Kind | '-', origin: 'live' | 'template', verdict: Verdict): string => `${rule} ${kind} ${origin} ${verdict}`;

/** Notes that a test looks at what a rule says of such a server. */
export function noteCase(rule: string, kind: Kind | '-', origin: 'live' | 'template', verdict: Verdict): void {
  seen.add(caseKey(rule, kind, origin, verdict));
}
