import { known } from '../../model/fact';
import type { Rule } from '../../model/rule';
import { isLike } from '../../model/settings';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleSignIn } from './example';
import type { EntraFacts } from './facts';
import { entraDocumentation } from './sources';

const example = (name: string): string =>
  exampleSignIn({ entra: 'Enabled', passwords: 'Disabled', administrator: { name, type: 'Group' } });

export const groupNames: Rule<EntraFacts> = {
  meta: {
    id: 'entra/group-names',
    title: 'Groups that administer servers should be named by the convention',
    brief: 'group named against the convention',
    severity: 'info',
    group: 'configured',
    wish: 'administratorGroupNames',
    why: 'Whoever reviews groups finds those that administer databases by their names.',
    condition: 'The name of a group that administers the server is like none of the setting administratorGroupNames. Without the setting nothing is judged.',
    sources: [entraDocumentation],
    equivalents: { communitypolicy: ['d78f353a-a5e7-4747-8d31-62f361bafac6'] },
    catalogue: ['PGAUTH007'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: { failing: example('Everybody'), passing: example('postgresql-administrators') },
  },
  judge: ({ administrators }, { settings: { administratorGroupNames: patterns } }) =>
    administrators.map(({ name, type, at }) => {
      if (patterns === undefined) return notApplicable(at, 'No convention is set.');
      if (known(type) !== undefined && known(type) !== 'Group') return notApplicable(at, 'The administrator is not a group.');
      return combine({ name, type }, (values) => {
        if (values.type !== 'Group') return notApplicable(at, 'The administrator is not a group.');
        if (isLike(values.name, patterns)) return holds(at);
        return { verdict: 'fails', at: name.at, message: `The group "${values.name}" is named like none of ${patterns.join(', ')}.` };
      });
    }),
};
