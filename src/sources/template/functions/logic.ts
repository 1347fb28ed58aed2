import { choose, truthOf } from '../choice';
import type { Content, Evaluated } from '../content';
import { no, nothing, scalar, yes } from '../content';
import { equal } from '../identity';
import type { FunctionCall, Functions } from './function-call';
import { argument, beside, openly, plain, underived } from './function-call';

/** `and` and `or`: one argument can decide, whatever the others are. */
function until(decisive: boolean): (call: FunctionCall) => Content {
  return (call) => {
    let open = false;
    for (const one of call.arguments) {
      const { content } = one.force();
      const truth = truthOf(content);
      if (truth === decisive) return scalar(decisive);
      open ||= truth === undefined && content.kind !== 'scalar';
    }
    return open ? underived(call) : scalar(!decisive);
  };
}

function coalesce(call: FunctionCall): Evaluated | Content {
  for (const [index, one] of call.arguments.entries()) {
    const evaluated = one.force();
    if (evaluated.content.kind === 'unknown') return afterUnknown(call, evaluated.content, index);
    if (evaluated.content.kind !== 'scalar' || evaluated.content.value !== null) return evaluated;
  }
  return nothing;
}

/** Of an unknown that is known to be one of several values, null leads on to the next argument; of others nobody knows. */
function afterUnknown(call: FunctionCall, unknown: Content & { kind: 'unknown' }, index: number): Evaluated | Content {
  const { oneOf } = unknown;
  const rest = coalesce({ ...call, arguments: call.arguments.slice(index + 1) });
  const next = 'kind' in rest ? rest : rest.content;
  if (oneOf === undefined) return beside(call, underived(call), [unknown, next]);
  return choose(call.evaluation, unknown, oneOf.map((option) => (option === nothing ? next : option)), 'coalesce');
}

export const logic: Functions = {
  true: () => yes,
  false: () => no,
  null: () => nothing,
  and: until(false),
  or: until(true),
  not: plain((value) => (typeof value === 'boolean' ? !value : undefined)),
  coalesce,
  any: (call) => call.arguments[0]?.force(),
  bool: plain((value) => {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'number') return value !== 0;
    const word = typeof value === 'string' ? value.toLowerCase() : '';
    return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : undefined;
  }),
  equals: (call) => {
    const [a, b] = [argument(call, 0), argument(call, 1)];
    const same = equal(call.evaluation, a, b);
    if (same !== undefined) return scalar(same);
    const [open, other] = a.kind === 'unknown' && a.oneOf !== undefined ? [a, b] : [b, a];
    if (open.kind !== 'unknown' || open.oneOf === undefined) return underived(call);
    const results = open.oneOf.map((option) => equal(call.evaluation, option, other));
    const known = results.filter((result) => result !== undefined);
    return known.length < results.length ? underived(call) : choose(call.evaluation, openly(call, open), known.map(scalar), 'equals');
  },
};
