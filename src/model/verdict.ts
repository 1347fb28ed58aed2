import type { Address } from './address';
import type { Fact, UnknownFact } from './fact';
import type { Fix } from './fix';

/** What a rule says about a server: `undecided` is neither a pass nor a failure. */
export type Verdict = 'holds' | 'fails' | 'undecided' | 'notApplicable';

/** Something else to look at, with a word on why. */
export interface Related {
  readonly at: Address;
  readonly message: string;
}

/** One verdict of a rule, at the setting that it is about. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly at: Address;
  /** What is wrong with the actual value, or why nothing can be said; a plain sentence, never with a secret in it. */
  readonly message: string;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
}

export function holds(at: Address): Judgement {
  return { verdict: 'holds', at, message: '' };
}

export function undecided(at: Address, because: string): Judgement {
  return { verdict: 'undecided', at, message: `Cannot be decided: ${because}.` };
}

export function notApplicable(at: Address, because: string): Judgement {
  return { verdict: 'notApplicable', at, message: because };
}

type Facts = Readonly<Record<string, Fact<unknown>>>;
type Values<F extends Facts> = { readonly [K in keyof F]: F[K] extends Fact<infer T> ? T : never };

/** How many combinations of possible values are tried before giving up on deciding by them. */
const maxCombinations = 64;

/** Lists every combination of the values that the facts can have, or nothing where some fact has too many or any. */
function combinations(facts: Facts): Record<string, unknown>[] | undefined {
  let all: Record<string, unknown>[] = [{}];
  for (const [name, fact] of Object.entries(facts)) {
    const options = fact.kind === 'unknown' ? fact.oneOf : fact.kind === 'notApplicable' ? [] : [fact.value];
    if (options === undefined || options.length * all.length > maxCombinations) return undefined;
    all = all.flatMap((one) => options.map((value) => ({ ...one, [name]: value })));
  }
  return all;
}

/**
 * Judges several facts at once. A fact that does not apply makes the judgement not apply; unknown facts leave it
 * undecided, unless every value that they can have leads to the same verdict.
 * @param decide judges known values.
 */
export function combine<F extends Facts>(facts: F, decide: (values: Values<F>) => Judgement): Judgement {
  const values: Record<string, unknown> = {};
  let open: UnknownFact<unknown> | undefined;
  for (const name in facts) {
    const fact = facts[name] as Fact<unknown>;
    if (fact.kind === 'notApplicable') return notApplicable(fact.at, fact.because);
    if (fact.kind === 'unknown') open ??= fact;
    else values[name] = fact.value;
  }
  if (open === undefined) return decide(values as Values<F>);
  const judgements = combinations(facts)?.map((one) => decide(one as Values<F>));
  const [one] = judgements ?? [];
  if (one !== undefined && judgements?.every(({ verdict }) => verdict === one.verdict) === true) return one;
  return undecided(open.at, open.because);
}

/** Judges one fact as `combine` does. Most rules look at one whose value is known, and there are a hundred for each server. */
export function judgeFact<T>(fact: Fact<T>, decide: (value: T) => Judgement): Judgement {
  if (fact.kind === 'set' || fact.kind === 'default') return decide(fact.value);
  return combine({ fact }, (values) => decide(values.fact));
}
