import type { Explanation } from '../../engine/explain';
import type { CheckOptions } from '../../engine/check';
import type { Program, RelatedLocation, Span } from '../../sources/program';
import type { Analysis } from '../load-analysis';

/** A setting that is written at a place, and what is to be said of it. */
export interface ExplainedSetting {
  readonly span: Span;
  readonly explanation: Explanation;
  /** Where the value comes from, if that is another place. */
  readonly origin: readonly RelatedLocation[];
}

/** Explains the settings at a place, each once where several deployments have the same to say. */
export function explainAt(program: Program, analysis: Analysis, options: CheckOptions, file: string, offset: number): ExplainedSetting[] {
  const explained = new Map<string, ExplainedSetting>();
  for (const entry of program.entries) {
    for (const { address, span } of program.addressesAt(entry, file, offset)) {
      const explanation = analysis.explain(program.snapshot(entry), address, options);
      if (explanation === undefined) continue;
      const origin = program.locate(entry, address)?.related ?? [];
      const { facts, judged } = explanation;
      const words = JSON.stringify([facts.map(({ text }) => text), judged.map(({ rule, judgement }) => [rule.id, judgement.verdict, judgement.message])]);
      if (!explained.has(words)) explained.set(words, { span, explanation, origin });
    }
  }
  return [...explained.values()];
}
