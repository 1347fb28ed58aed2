import type { PlacedTemplateFinding } from './judge-template';

/** Two findings that say the same of the same text, for a module that is deployed twice, are one with both calls related. */
export function joinFindings(findings: readonly PlacedTemplateFinding[]): PlacedTemplateFinding[] {
  const joined = new Map<string, PlacedTemplateFinding>();
  for (const placed of findings) {
    const { finding: { rule, outcome, level, message }, at: { file, start, end } } = placed;
    const key = JSON.stringify([rule.id, outcome, level, message, file, start, end]);
    const before = joined.get(key);
    const related = before?.related ?? [];
    const isNew = (other: PlacedTemplateFinding['related'][number]): boolean => !related.some((one) => JSON.stringify(one) === JSON.stringify(other));
    joined.set(key, before === undefined ? placed : { ...before, related: [...related, ...placed.related.filter(isNew)] });
  }
  return [...joined.values()];
}
