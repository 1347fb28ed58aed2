import type { Layer } from '../../../../src/model/layer';
import type { Context, RuleId } from '../../../../src/model/rule';
import { judgementsOf } from '../rule-cases';

export { judgementsOf };

export function verdictsOf(layer: Layer, id: RuleId, context: Context): readonly string[] {
  return judgementsOf(layer, id, context).map(({ verdict }) => verdict);
}

/** The messages of all failures of a layer by rule, in the order of the rules. */
export function failuresOf(layer: Layer, context: Context): readonly string[] {
  return layer
    .check(context)
    .judgements.flatMap(({ rule, judgement }) => (judgement.verdict === 'fails' ? [`${rule.id}: ${judgement.message}`] : []));
}
