import { isJsonObject } from '../../model/value';
import { isCancelled } from './cancel';
import type { Connection } from './connection';
import type { Explanation } from './explain-error';
import { textAt } from './json';
import { listBySending } from './raw-list';

/** Lists the roles that somebody may switch on in a subscription, but has not. What cannot be asked is no role. */
async function eligibleRoles(connection: Connection, subscriptionId: string, signal: AbortSignal | undefined): Promise<readonly string[]> {
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances?api-version=2020-10-01&$filter=asTarget()`;
  try {
    const found = await listBySending(connection, path, signal);
    const names = found.map(({ properties }) => {
      const expanded = isJsonObject(properties) ? properties['expandedProperties'] : undefined;
      const role = isJsonObject(expanded) ? expanded['roleDefinition'] : undefined;
      return isJsonObject(role) ? textAt(role, 'displayName') : '';
    });
    return [...new Set(names.filter((name) => name !== ''))];
  } catch (error) {
    if (isCancelled(error)) throw error;
    return [];
  }
}

/** Names the roles that would have to be activated, as part of a sentence; empty where there are none. */
export async function inactiveRoles(connection: Connection, subscriptionId: string, signal: AbortSignal | undefined): Promise<string> {
  const roles = await eligibleRoles(connection, subscriptionId, signal);
  if (roles.length === 0) return '';
  return roles.length === 1 ? `the role ${roles[0] ?? ''}` : `the roles ${roles.join(', ')}`;
}

/** Says of a refusal whether a role that is not switched on is why; most people who are refused have one. */
export async function withEligibleRoles(explanation: Explanation, connection: Connection, subscriptionId: string, signal: AbortSignal | undefined): Promise<Explanation> {
  if (explanation.kind !== 'forbidden') return explanation;
  const named = await inactiveRoles(connection, subscriptionId, signal);
  if (named === '') return explanation;
  return { ...explanation, advice: `You are eligible for ${named} here, which is not active: activate it in Privileged Identity Management, then refresh.` };
}
