import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { closePublicAccess } from './close-public-access';
import type { NetworkFacts } from './facts';

/** Live only: which private endpoints lead to a server is known where Azure lists them. */
export const publicBesidePrivate: Rule<NetworkFacts> = {
  meta: {
    id: 'network/public-beside-private',
    title: 'Public access must be off where private endpoints are in use',
    brief: 'public access left on beside private endpoints',
    severity: 'high',
    group: 'warning',
    why: 'Private endpoints add a private way in and do not close the public one, so the server stays reachable from outside.',
    condition:
      'At least one approved private endpoint leads to the server, and public network access is not Disabled. Absent, it is on.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private-link',
      'https://learn.microsoft.com/azure/postgresql/security/security-overview',
    ],
    equivalents: {},
    catalogue: ['PGNET011'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['live'],
    supersedes: ['network/public-access'],
  },
  judge: ({ publicAccess, integrated, privateEndpoints }, context) => [
    combine({ open: publicAccess, integrated, endpoints: privateEndpoints }, ({ open, integrated: inside, endpoints }) => {
      const { at } = publicAccess;
      if (endpoints === 0) return notApplicable(at, 'The server has no private endpoint.');
      if (!open || inside) return holds(at);
      const fix = closePublicAccess(at, context);
      return {
        verdict: 'fails',
        at,
        message: 'Public network access is still on although private endpoints lead to the server.',
        related: [{ at: privateEndpoints.at, message: 'The private endpoints of the server.' }],
        ...(fix === undefined ? {} : { fix }),
      };
    }),
  ],
};
