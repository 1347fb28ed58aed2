import type { Plan } from '../../engine/plan';
import type { Subject } from '../../model/rule';

/** A plan with what is needed to write it down for somebody else. */
export interface CopiedPlan extends Subject {
  readonly plan: Plan;
  /** The server's resource id as Azure spells it. */
  readonly id: string;
}
