import type { Plan } from '../../engine/plan';
import type { Proposal } from '../../engine/plans/proposal';
import { UserMessage } from '../user-message';

/** The plan of a proposal. @throws UserMessage with the reason where there is none. */
export function takePlan(proposal: Proposal): Plan {
  if ('plan' in proposal) return proposal.plan;
  throw new UserMessage(proposal.refused);
}
