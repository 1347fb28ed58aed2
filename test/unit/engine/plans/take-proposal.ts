import assert from 'node:assert/strict';
import type { Plan } from '../../../../src/engine/plan';
import type { Proposal } from '../../../../src/engine/plans/proposal';

/** The plan of a proposal; a test fails where it was refused. */
export function planOf(proposal: Proposal): Plan {
  assert.ok('plan' in proposal, 'refused' in proposal ? proposal.refused : '');
  return proposal.plan;
}

/** Why something was refused; a test fails where it was planned. */
export function refusalOf(proposal: Proposal): string {
  assert.ok('refused' in proposal, 'it was planned');
  return proposal.refused;
}
