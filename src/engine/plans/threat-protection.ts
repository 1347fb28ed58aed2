import { inResource } from '../../model/address';
import type { Change } from '../../model/fix';
import { isOneServer, kindNames, nameOf, settingOf, type Server } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { threatProtectionTypes } from '../../layers/threat-protection/facts';
import { isPlan, plansNeed } from '../../layers/threat-protection/defender-plan';
import { planned } from '../plan';
import type { Proposal } from './proposal';

/**
 * Where Microsoft says what it costs, by region and currency, under “Microsoft Defender for Open-Source Relational
 * Databases”. No figure stands here: none was found in what Microsoft documents elsewhere (looked for on 2026-11-26),
 * and prices change.
 */
export const defenderPrices = 'https://azure.microsoft.com/pricing/details/defender-for-cloud/';

export type PlanTier = 'on' | 'off' | 'unknown';

/** Whether the subscription pays for Defender for open-source relational databases already. */
export function defenderPlanOf({ snapshot, server }: Subject): PlanTier {
  const { items } = snapshot.children(server.resource.key, plansNeed.extension);
  const plan = items.find(isPlan);
  const tier = plan === undefined ? undefined : settingOf(plan, ['properties', 'pricingTier']);
  return typeof tier === 'string' ? (tier.toLowerCase() === 'standard' ? 'on' : 'off') : 'unknown';
}

/** The plan of the subscription in a sentence, with what that means for the bill. */
export function defenderPlanInWords(tier: PlanTier): string {
  switch (tier) {
    case 'on':
      return 'The plan Defender for open-source relational databases is on for the subscription: it covers and bills each of its servers already.';
    case 'off':
      return 'The plan Defender for open-source relational databases is off for the subscription, so that this server is billed by itself.';
    case 'unknown':
      return 'Whether the plan Defender for open-source relational databases is on for the subscription could not be read.';
  }
}

function stateOf(snapshot: Snapshot, server: Server): 'on' | 'off' | 'not read' {
  if (!isOneServer(server)) return 'not read';
  const [setting] = snapshot.children(server.resource.key, threatProtectionTypes[server.kind]).items;
  const state = setting === undefined ? undefined : settingOf(setting, ['properties', 'state']);
  return typeof state === 'string' ? (state.toLowerCase() === 'enabled' ? 'on' : 'off') : 'not read';
}

function changeTo(snapshot: Snapshot, { kind, resource }: Server, value: 'Enabled' | 'Disabled'): Change {
  const type = threatProtectionTypes[kind === 'single' ? 'single' : 'flexible'];
  const [setting] = snapshot.children(resource.key, type).items;
  if (setting !== undefined) return { kind: 'set', at: inResource(setting.key, 'properties', 'state'), value };
  return { kind: 'add', parent: resource.key, type, name: 'Default', body: { properties: { state: value } } };
}

/**
 * Plans that Advanced Threat Protection watches a server, or no longer.
 * https://learn.microsoft.com/azure/postgresql/security/security-defender-for-cloud
 */
export function planThreatProtection(subject: Subject, wanted: 'on' | 'off'): Proposal {
  const { server, snapshot } = subject;
  const label = nameOf(server.resource);
  if (!isOneServer(server)) return { refused: `${label} is a ${kindNames[server.kind]}, which has no threat protection of its own.` };
  if (stateOf(snapshot, server) === wanted) return { refused: `Threat protection is ${wanted} already for ${label}.` };
  const tier = defenderPlanOf(subject);
  const common = {
    changes: [changeTo(snapshot, server, wanted === 'on' ? 'Enabled' : 'Disabled')],
    cutOff: [],
    state: (after: Snapshot) => `threat protection ${stateOf(after, server)}`,
    wanted: `threat protection ${wanted}`,
  };
  if (wanted === 'on') {
    return {
      plan: {
        ...common,
        title: `Switch threat protection on for ${label}`,
        detail: ['Microsoft Defender then warns of guessed passwords, of sign-ins from strange places and of strange queries.', defenderPlanInWords(tier)],
        confirm: 'Switch On',
        effects: tier === 'on' ? [] : [planned('costs', `Microsoft bills this server for as long as it is protected. How much depends on region and currency and is not known here: see “Open-Source Relational Databases” at ${defenderPrices}`)],
      },
    };
  }
  return {
    plan: {
      ...common,
      title: `Switch threat protection off for ${label}`,
      detail: ['Nobody is warned of attacks on this server any more.', defenderPlanInWords(tier)],
      confirm: 'Switch Off',
      effects: [],
      danger: { question: `Leave ${label} unwatched?`, detail: 'Guessed passwords and strange queries go by unseen, where nobody looks for them in the logs.', confirm: 'Switch Off' },
    },
  };
}
