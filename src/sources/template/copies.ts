import { derived, truthOf } from './choice';
import type { Lazy, Opaque } from './content';
import { contained, partOf, scalar } from './content';
import type { Environment } from './environment';
import { withLocal } from './environment';
import { evaluate } from './evaluate';
import { limits } from './evaluation';
import type { Expression, Loop } from './expression';

/** One of the resources or modules that a declaration deploys. */
export interface Copy {
  readonly environment: Environment;
  /** Its place in the loop. */
  readonly index: number | undefined;
  /** Why it cannot be told whether it is deployed; all of them must come true. */
  readonly conditions: readonly Opaque[];
}

export interface Copies {
  readonly items: readonly Copy[];
  /** Why it cannot be told how many there are: then one stands for all of them. */
  readonly open: Opaque | undefined;
}

interface Deployed {
  readonly condition: Expression | undefined;
  readonly loop: Loop | undefined;
}

/** Tells what a resource or module deploys: one thing, none where its condition is false, one for each item of a loop. */
export function copiesOf({ condition, loop }: Deployed, environment: Environment): Copies {
  if (loop === undefined) {
    const conditions = conditionsOf(condition, environment);
    return { items: conditions === false ? [] : [{ environment, index: undefined, conditions }], open: undefined };
  }
  const { evaluation, source } = environment.scope;
  const collection = evaluate(loop.collection, environment);
  const { content } = collection;
  const from = { source, expression: loop.collection };
  if (content.kind !== 'list' || content.items.length > limits.items) {
    const open =
      content.kind === 'list'
        ? evaluation.opaque(`the loop is over more than ${limits.items} items`)
        : derived(evaluation, 'loop', [content]);
    const unknownItem = contained(evaluation.opaque(open.because, `item ${open.id}`), from);
    const unknownIndex = contained(evaluation.opaque(open.because, `index ${open.id}`), from);
    const inner = withItem(environment, loop, unknownItem, unknownIndex);
    const conditions = allConditions([loop.filter, condition], inner);
    return { items: conditions === false ? [] : [{ environment: inner, index: undefined, conditions: [open, ...conditions] }], open };
  }
  const items: Copy[] = [];
  for (const [index, item] of content.items.entries()) {
    const value: Lazy = { force: () => partOf(collection.from, item.force()) };
    const inner = withItem(environment, loop, value, contained(scalar(index), from));
    const conditions = allConditions([loop.filter, condition], inner);
    if (conditions !== false) items.push({ environment: inner, index, conditions });
  }
  return { items, open: undefined };
}

function withItem(environment: Environment, { item, index }: Loop, value: Lazy, place: Lazy): Environment {
  const inner = withLocal(environment, item, value);
  return index === undefined ? inner : withLocal(inner, index, place);
}

function allConditions(conditions: readonly (Expression | undefined)[], environment: Environment): readonly Opaque[] | false {
  const all: Opaque[] = [];
  for (const condition of conditions) {
    const open = conditionsOf(condition, environment);
    if (open === false) return false;
    all.push(...open);
  }
  return all;
}

/**
 * Lists what of a condition cannot be told, or says that it is false. The parts of an `and` stay apart, so that a child
 * under the condition of its parent and another one is known to depend on the other one only.
 */
function conditionsOf(condition: Expression | undefined, environment: Environment): readonly Opaque[] | false {
  if (condition === undefined) return [];
  if (condition.kind === 'call' && condition.name.toLowerCase() === 'and' && (condition.namespace ?? 'sys') === 'sys') {
    return allConditions(condition.arguments, environment);
  }
  const { content } = evaluate(condition, environment);
  const isTrue = truthOf(content);
  if (isTrue !== undefined) return isTrue ? [] : false;
  return [content.kind === 'unknown' ? content : derived(environment.scope.evaluation, 'condition', [content])];
}
