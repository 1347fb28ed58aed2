import type { Layer } from '../../../../src/model/layer';
import type { Context, RuleId } from '../../../../src/model/rule';
import type { Judgement } from '../../../../src/model/verdict';

/** What one rule of a layer says about a server. */
export function judgementsOf(layer: Layer, id: RuleId, context: Context): readonly Judgement[] {
  return layer.check(context).judgements.flatMap(({ rule, judgement }) => (rule.id === id ? [judgement] : []));
}

export function verdictsOf(layer: Layer, id: RuleId, context: Context): readonly string[] {
  return judgementsOf(layer, id, context).map(({ verdict }) => verdict);
}

/** The messages of all failures of a layer by rule, in the order of the rules. */
export function failuresOf(layer: Layer, context: Context): readonly string[] {
  return layer
    .check(context)
    .judgements.flatMap(({ rule, judgement }) => (judgement.verdict === 'fails' ? [`${rule.id}: ${judgement.message}`] : []));
}
