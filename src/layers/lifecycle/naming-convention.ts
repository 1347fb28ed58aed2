import type { Rule } from '../../model/rule';
import { isLike } from '../../model/settings';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleServer } from '../example';
import type { LifecycleFacts } from './facts';

const example = (name: string): string => exampleServer('flexible', ["version: '17'"]).replace('pg-orders', name);

/** There is no fix as data: the name of a server is for a person to choose, and cannot be changed. */
export const namingConvention: Rule<LifecycleFacts> = {
  meta: {
    id: 'lifecycle/naming-convention',
    title: 'Servers should be named by the convention',
    brief: 'named against the convention',
    severity: 'info',
    group: 'configured',
    wish: 'serverNames',
    why: 'People tell by the name what a server is for and who looks after it.',
    condition: 'The name of the server is like none of the setting serverNames. Without the setting nothing is judged.',
    sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers'],
    equivalents: { psrule: ['AZR-000522', 'AZR-000518'] },
    catalogue: ['PGGOV002'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: { failing: example('orders'), passing: example('psql-orders') },
  },
  judge: ({ name }, { settings: { serverNames: patterns } }) => {
    if (patterns === undefined) return [notApplicable(name.at, 'No convention is set.')];
    return [
      combine({ name }, (values) =>
        isLike(values.name, patterns)
          ? holds(name.at)
          : { verdict: 'fails', at: name.at, message: `The name "${values.name}" is like none of ${patterns.join(', ')}.` },
      ),
    ];
  },
};
