import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import type { Rule } from '../../model/rule';
import { holds, notApplicable, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import type { EntraFacts } from './facts';
import { isOff } from './facts';
import { entraDocumentation } from './sources';

/** Beyond this many it is hard to say who needs all rights. The number is ours. */
const most = 5;

/** Templates set one administrator at most while they create a server, so that only live ones are counted. */
export const administratorCount: Rule<EntraFacts> = {
  meta: {
    id: 'entra/administrator-count',
    title: `A server should have a group or some ${most} persons at most as administrators`,
    brief: 'one or too many administrators',
    severity: 'info',
    group: 'strict',
    why: 'When the only administrator leaves, nobody gets in; of a long list nobody knows any more who needs it.',
    condition: `The only Microsoft Entra administrator is not a group, or there are more than ${most}. The service lets a server have as many as one likes; the number is ours.`,
    sources: [entraDocumentation],
    equivalents: {},
    catalogue: ['PGAUTH006'],
    appliesTo: ['flexible'],
    surface: ['live'],
  },
  judge: (facts, { server }) => {
    const at = inResource(server.resource.key);
    const { administrators, complete } = facts;
    if (isOff(facts)) return [notApplicable(at, 'Microsoft Entra authentication is off.')];
    if (administrators.length > most) {
      return [{ verdict: 'fails', at, message: `The server has ${administrators.length} Microsoft Entra administrators.` }];
    }
    if (isUnknown(complete)) return [undecided(at, complete.because)];
    const [only] = administrators;
    if (administrators.length !== 1 || only === undefined) return [holds(at)];
    const type = known(only.type);
    if (type === undefined) return [undecided(only.at, 'the type of the administrator is not known')];
    if (type === 'Group') return [holds(only.at)];
    const name = known(only.name) ?? 'whose name is not known';
    return [{ verdict: 'fails', at: only.at, message: `The only Microsoft Entra administrator, ${name}, is not a group.` }];
  },
};
