import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { addDays, spellDate } from './dates';
import type { LifecycleFacts } from './facts';
import { versionSources } from './versions';

const daysAhead = 365;

/** A version that is past its end is the matter of another rule. No example: which version is near changes with time. */
export const versionNearEnd: Rule<LifecycleFacts> = {
  meta: {
    id: 'lifecycle/version-near-end',
    title: 'A version near its end of life should be upgraded',
    brief: 'PostgreSQL version near its end of life',
    severity: 'low',
    group: 'info',
    why: 'An upgrade to another major version needs tests and a time slot; a year is little for it.',
    condition: `The community end of life of the major version is less than ${daysAhead} days away.`,
    sources: versionSources,
    equivalents: {},
    catalogue: ['PGVER004'],
    appliesTo: ['flexible', 'cluster'],
    surface: ['template', 'live'],
  },
  judge: ({ version }, { today }) => [
    combine({ version }, ({ version: { major, communityEnd } }) => {
      const { at } = version;
      if (communityEnd <= today) return notApplicable(at, 'The version is past its end of life.');
      if (communityEnd >= addDays(today, daysAhead)) return holds(at);
      const message = `PostgreSQL ${major} reaches its end of life on ${spellDate(communityEnd)}. Plan the upgrade.`;
      return { verdict: 'fails', at, message };
    }),
  ],
};
