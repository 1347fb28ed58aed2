import type { Context } from '../../../../src/model/rule';
import type { Unknown } from '../../../../src/model/value';
import type { ServerParts } from '../build-snapshot';
import { templateServer } from '../build-snapshot';

export type RuleParts = readonly [name: string | Unknown, start: string | Unknown, end: string | Unknown];

/** Firewall rules as the children of a server. */
export function firewallRules(rules: readonly RuleParts[]): NonNullable<ServerParts['children']> {
  return {
    firewallRules: rules.map(([name, startIpAddress, endIpAddress]) => ({ name, properties: { startIpAddress, endIpAddress } })),
  };
}

/** A template with a server that has these firewall rules. */
export function withRules(
  rules: readonly RuleParts[],
  parts: ServerParts = {},
  kind: 'flexible' | 'single' = 'flexible',
): Context {
  return templateServer(kind, { ...parts, children: firewallRules(rules) });
}

/** What makes a server of each kind refuse connections from the internet. */
export const closed = {
  flexible: { properties: { network: { publicNetworkAccess: 'Disabled' } } },
  single: { properties: { publicNetworkAccess: 'Disabled' } },
} as const;

export const integrated: ServerParts = {
  properties: { network: { delegatedSubnetResourceId: '/subscriptions/s/…/subnets/postgresql' } },
};
