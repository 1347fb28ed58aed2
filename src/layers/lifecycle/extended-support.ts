import type { Rule } from '../../model/rule';
import { combine, holds } from '../../model/verdict';
import { exampleServer } from '../example';
import { spellDate } from './dates';
import type { LifecycleFacts } from './facts';

export const extendedSupport: Rule<LifecycleFacts> = {
  meta: {
    id: 'lifecycle/extended-support',
    title: 'A server should not need paid extended support',
    brief: 'in paid extended support',
    severity: 'info',
    group: 'info',
    why: 'After the included support of a version Azure bills extended support for it; this cannot be declined.',
    condition:
      "The included support of the major version has ended and its extended support has not. Where Azure's pages give two dates for the end, the later one counts.",
    sources: ['https://learn.microsoft.com/azure/postgresql/configure-maintain/extended-support'],
    equivalents: {},
    catalogue: ['PGVER005'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleServer('flexible', ["version: '12'"]),
      passing: exampleServer('flexible', ["version: '17'"]),
    },
  },
  judge: ({ version }, { today }) => [
    combine({ version }, ({ version: { major, standardEnd, extendedEnd } }) => {
      const { at } = version;
      if (today <= standardEnd || extendedEnd === undefined || today > extendedEnd) return holds(at);
      const message = `Azure bills extended support for PostgreSQL ${major}, until ${spellDate(extendedEnd)}.`;
      return { verdict: 'fails', at, message };
    }),
  ],
};
