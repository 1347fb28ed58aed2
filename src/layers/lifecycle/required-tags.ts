import { inResource } from '../../model/address';
import { settingOf } from '../../model/resource';
import type { Rule } from '../../model/rule';
import { holds, undecided } from '../../model/verdict';
import { isObject, isUnknown, valueAt } from '../../model/value';
import { exampleServer } from '../example';
import type { LifecycleFacts } from './facts';

const example = (tags: readonly string[]): string => exampleServer('flexible', ["version: '17'"], tags);

/** There is no fix as data: what a tag should say is for a person to write. */
export const requiredTags: Rule<LifecycleFacts> = {
  meta: {
    id: 'lifecycle/required-tags',
    title: 'A server should have its tags',
    brief: 'tags are missing',
    severity: 'info',
    group: 'configured',
    wish: 'requiredTags',
    why: 'Tags tell whom to ask and who pays, which matters when something has gone wrong.',
    condition: 'One of the tags in the setting requiredTags is missing or empty; where the list is empty or not set, the server has no tag at all.',
    sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers'],
    equivalents: { cloudsploit: ['postgresqlServerHasTags'] },
    catalogue: ['PGGOV003'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: { failing: example([]), passing: example(['tags: {', "  owner: 'team-orders'", '}']) },
  },
  judge: (_, { server: { resource }, settings: { requiredTags: wanted = [] } }) => {
    const at = inResource(resource.key, 'tags');
    const tags = settingOf(resource, ['tags']) ?? (resource.existing ? undefined : {});
    if (tags === undefined) return [undecided(at, 'the template only refers to the server')];
    if (isUnknown(tags)) return [undecided(at, tags.because)];
    const values = wanted.map((name) => ({ name, value: valueAt(tags, [name]) }));
    const missing = values.filter(({ value }) => value === undefined || value === '').map(({ name }) => name);
    if (missing.length > 0) return [{ verdict: 'fails', at, message: `These tags are missing: ${missing.join(', ')}.` }];
    if (isObject(tags) && Object.keys(tags).length === 0) return [{ verdict: 'fails', at, message: 'The server has no tags.' }];
    return [holds(at)];
  },
};
