import { nameOf } from '../../../model/resource';
import { lookFirst } from '../look-first';
import type { Remedy } from '../remedy';
import { takePlan } from '../take-proposal';

/** Keeps and takes passwords by SCRAM only, after counting the roles that MD5 would be refused for. */
export const acceptScramOnly: Remedy = {
  id: 'acceptScramOnly',
  layer: 'access',
  kinds: ['flexible'],
  ask: async (asking) => {
    const { analysis } = asking;
    const first = takePlan(analysis.planScramOnly(asking, undefined));
    // Where only new passwords change nobody is cut off, so there is nothing to look for.
    if (first.effects.length === 0) return first;
    const seen = await lookFirst(asking, `Accept SCRAM Passwords Only on ${nameOf(asking.server.resource)}`);
    return seen && takePlan(analysis.planScramOnly(asking, seen.clients));
  },
};
