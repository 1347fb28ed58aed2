import assert from 'node:assert/strict';
import type { Plan } from '../../../../src/engine/plan';
import type { Proposal } from '../../../../src/engine/plans/proposal';

/** Holds what a plan says to what people can read: whole sentences or a list, and nothing that a program let slip. */
export function inSentences(plan: Plan): Plan {
  const { title, detail, confirm, changes, effects, cutOff, danger, wanted } = plan;
  const sentences = [...detail, ...cutOff, ...effects.map(({ text }) => text), ...(danger === undefined ? [] : [danger.question, danger.detail])];
  for (const line of sentences.flatMap((text) => text.split('\n'))) assert.match(line, /^• \S|[.?:]$|https:\S+$/);
  for (const text of [title, confirm, wanted, ...sentences]) assert.doesNotMatch(text, /^$|undefined|\[object|NaN/);
  assert.ok(detail.length > 0 && changes.length > 0, 'it says nothing, or does nothing');
  return plan;
}

/** The plan of a proposal; a test fails where it was refused. */
export function planOf(proposal: Proposal): Plan {
  assert.ok('plan' in proposal, 'refused' in proposal ? proposal.refused : '');
  return inSentences(proposal.plan);
}

/** Why something was refused; a test fails where it was planned. */
export function refusalOf(proposal: Proposal): string {
  assert.ok('refused' in proposal, 'it was planned');
  assert.match(proposal.refused, /\.$/);
  return proposal.refused;
}
