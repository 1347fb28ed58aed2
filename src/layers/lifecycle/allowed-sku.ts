import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleServer } from '../example';
import type { LifecycleFacts } from './facts';

const example = (name: string, tier: string): string =>
  exampleServer('flexible', ["version: '17'"], ['sku: {', `  name: '${name}'`, `  tier: '${tier}'`, '}']);

/** There is no fix as data: which of the allowed ones fits is for a person to say. */
export const allowedSku: Rule<LifecycleFacts> = {
  meta: {
    id: 'lifecycle/allowed-sku',
    title: 'Servers should be of a tier or size that is allowed',
    brief: 'tier or size that is not allowed',
    severity: 'info',
    group: 'configured',
    wish: 'allowedSkus',
    why: 'Tiers differ in what they can do for availability and in what they cost; an organisation settles which ones it wants.',
    condition: 'Neither sku.tier nor sku.name is in the setting allowedSkus. Without the setting nothing is judged.',
    sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servers'],
    equivalents: { communitypolicy: ['a4749ad4-7dfe-44e4-ace6-4c1cb25395c2'] },
    catalogue: ['PGGOV004'],
    appliesTo: ['flexible', 'single'],
    surface: ['template', 'live'],
    examples: { failing: example('Standard_B1ms', 'Burstable'), passing: example('Standard_D4ds_v5', 'GeneralPurpose') },
  },
  judge: ({ tier, size }, { settings: { allowedSkus: allowed } }) => {
    const { at } = size;
    if (allowed === undefined) return [notApplicable(at, 'No list is set.')];
    const isAllowed = (name: string): boolean => allowed.some((one) => one.toLowerCase() === name.toLowerCase());
    return [
      combine({ tier, size }, (values) =>
        isAllowed(values.tier) || isAllowed(values.size)
          ? holds(at)
          : { verdict: 'fails', at, message: `The server is of the size ${values.size}, which is not among ${allowed.join(', ')}.` },
      ),
    ];
  },
};
