import { defineRule } from '../../model/rule';
import { exampleServer } from '../example';
import { spellDate } from './dates';
import type { LifecycleFacts } from './facts';
import type { MajorVersion } from './versions';
import { versionSources } from './versions';

/** There is no fix as data: a major version cannot be taken back, and applications have to be tried with it first. */
export const supportedVersion = defineRule<LifecycleFacts, MajorVersion>({
  id: 'lifecycle/supported-version',
  title: 'The PostgreSQL version must still be supported',
  brief: 'PostgreSQL version past its end of life',
  severity: 'high',
  group: 'warning',
  why: 'The PostgreSQL community mends no security defects in a version after its end of life.',
  condition:
    'The community end of life of the major version is today or earlier. A version that a template leaves to the service, or that is not known here, cannot be judged.',
  sources: versionSources,
  equivalents: { cloudsploit: ['flexibleServerVersion'], communitypolicy: ['d78f353a-a5e7-4747-8d31-62f361bafac5'] },
  catalogue: ['PGVER003'],
  appliesTo: ['flexible', 'single', 'cluster'],
  surface: ['template', 'live'],
  given: ({ version }) => [version],
  holds: ({ communityEnd }, { today }) => communityEnd > today,
  message: ({ major, communityEnd }) =>
    `PostgreSQL ${major} reached its end of life on ${spellDate(communityEnd)}. Upgrade to a newer major version.`,
  examples: {
    failing: exampleServer('flexible', ["version: '12'"]),
    passing: exampleServer('flexible', ["version: '17'"]),
  },
});
