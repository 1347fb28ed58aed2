import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import { inResource } from '../../model/address';
import type { ExtensionNeed } from '../../model/layer';
import type { Resource } from '../../model/resource';
import { isOneServer, sameType, settingOf } from '../../model/resource';
import type { WideContext, WideRule } from '../../model/rule';
import { isUnknown } from '../../model/value';
import type { Around } from '../around';
import { textAt } from '../around';

const planName = 'OpenSourceRelationalDatabases';

export const plansNeed: ExtensionNeed = { extension: 'Microsoft.Security/pricings', names: [planName], of: ['flexible', 'single'] };

const example = (tier: string): string =>
  [
    "targetScope = 'subscription'",
    '',
    "resource plan 'Microsoft.Security/pricings@2024-01-01' = {",
    `  name: '${planName}'`,
    '  properties: {',
    `    pricingTier: '${tier}'`,
    '  }',
    '}',
  ].join('\n');

/** Says whether a resource is the plan of a subscription for open-source relational databases. */
export function isPlan({ type, name }: Resource): boolean {
  return sameType(type, plansNeed.extension) && typeof name === 'string' && name.toLowerCase() === planName.toLowerCase();
}

/** What the subscription pays for, which watches all its servers. */
export const planOfSubscription: Around = {
  type: plansNeed.extension,
  title: 'Defender plan of the subscription',
  none: 'off',
  words: (plan) => (textAt(plan, ['properties', 'pricingTier']).toLowerCase() === 'standard' ? 'on' : 'off'),
};

function judgePlan(plan: Resource, { snapshot }: WideContext): Judgement {
  const at = inResource(plan.key, 'properties', 'pricingTier');
  const tier = settingOf(plan, ['properties', 'pricingTier']);
  if (isUnknown(tier)) return undecided(at, tier.because);
  if (tier === undefined && plan.existing) return undecided(at, 'the plan is deployed elsewhere');
  if (typeof tier === 'string' && tier.toLowerCase() === 'standard') return holds(at);
  const message = 'The Defender plan for open-source relational databases is off for the subscription.';
  // A live plan belongs to the subscription, which is changed elsewhere.
  if (snapshot.origin === 'live') return { verdict: 'fails', at, message };
  return { verdict: 'fails', at, message, fix: { title: 'Turn on the plan', effect: 'costs', changes: [{ kind: 'set', at, value: 'Standard' }] } };
}

/** Templates of servers say nothing of plans, which belong to the subscription: only a plan that is written is judged. */
export const defenderPlan: WideRule = {
  meta: {
    id: 'threat-protection/defender-plan',
    title: 'The Defender plan for open-source databases should be on',
    brief: 'Defender plan is off',
    severity: 'medium',
    group: 'info',
    why: 'Without the plan nobody is warned of guessed passwords and of strange queries on any server of the subscription.',
    condition: `pricingTier of the plan ${planName} is not Standard. In a template, only a plan that it deploys is judged; in Azure, a plan that does not exist is off.`,
    sources: ['https://learn.microsoft.com/azure/postgresql/security/security-defender-for-cloud'],
    equivalents: {
      prowler: ['defender_ensure_defender_for_os_relational_databases_is_on'],
      psrule: ['Azure.Defender.OssRdb'],
      azurepolicy: ['0a9fbe0d-c5c4-4da8-87d8-f4fd77338835'],
      steampipe: ['securitycenter'],
      cloudsploit: ['enableDefenderForOSRD'],
      cis: ['2.x 2.1.x / 3.0 3.1.x'],
    },
    catalogue: ['PGDEF002'],
    appliesTo: [],
    surface: ['template', 'live'],
    examples: { failing: example('Free'), passing: example('Standard') },
  },
  judge: (context) => {
    const { snapshot } = context;
    const plans = snapshot.resources.filter(isPlan).map((plan) => judgePlan(plan, context));
    const [server] = snapshot.servers;
    if (plans.length > 0 || snapshot.origin === 'template' || server === undefined || !isOneServer(server)) return plans;
    const at = inResource(server.resource.key);
    const { complete } = snapshot.children(server.resource.key, plansNeed.extension);
    if (complete !== true) return [undecided(at, complete.because)];
    return [{ verdict: 'fails', at, message: 'The subscription has no Defender plan for open-source relational databases.' }];
  },
};
