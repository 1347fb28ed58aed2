import assert from 'node:assert/strict';
import type { Plan } from '../../../../src/engine/plan';
import { parseRange, type Range } from '../../../../src/layers/firewall/range';
import { readFirewall, type FirewallRule } from '../../../../src/layers/firewall/facts';
import type { Kind } from '../../../../src/model/resource';
import type { Context, Subject } from '../../../../src/model/rule';
import { applyChanges } from '../../../../src/engine/changes/apply';
import type { ServerParts } from '../../layers/build-snapshot';
import { liveServer } from '../../layers/build-snapshot';
import { inSentences } from './take-proposal';

export function range(text: string): Range {
  const parsed = parseRange(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.range;
}

type Row = readonly [name: string, start: string, end?: string];

/** A live server with firewall rules; a rule without an end is for one address. */
export function withFirewall(kind: Kind, rules: readonly Row[], parts: ServerParts = {}): Context {
  const firewallRules = rules.map(([name, start, end = start]) => ({ name, properties: { startIpAddress: start, endIpAddress: end } }));
  return liveServer(kind, { ...parts, children: { ...parts.children, firewallRules } });
}

export function ruleOf(subject: Subject, name: string): FirewallRule {
  const rule = readFirewall(subject).rules.find((one) => one.name === name);
  assert.ok(rule, `no rule ${name}`);
  return rule;
}

/** Carries a plan out as Azure would, and holds it to what it says of itself. */
export function carriedOut(subject: Subject, plan: Plan): Subject {
  assert.notEqual(plan.state(subject.snapshot), plan.wanted, 'the plan is carried out before it begins');
  const snapshot = applyChanges(subject.snapshot, plan.changes);
  assert.equal(plan.state(snapshot), plan.wanted);
  const server = snapshot.servers[0];
  assert.ok(server);
  inSentences(plan);
  return { snapshot, server };
}

export const namesOf = (subject: Subject): readonly (string | undefined)[] => readFirewall(subject).rules.map(({ name }) => name);

export const off: Readonly<Record<'flexible' | 'single', ServerParts>> = {
  flexible: { properties: { network: { publicNetworkAccess: 'Disabled' } } },
  single: { properties: { publicNetworkAccess: 'Disabled' } },
};
