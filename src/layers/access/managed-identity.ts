import { inResource } from '../../model/address';
import { readSetting, text } from '../../model/fact';
import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleParameters } from '../example';
import type { AccessFacts } from './facts';

/** The extensions that sign in to other services of Azure. */
const signingIn = ['azure_ai', 'azure_storage'];

const allowed = exampleParameters({ 'azure.extensions': 'azure_storage' });

/** There is no fix as data: which identity it is and what it may do is for a person to say. */
export const managedIdentity: Rule<AccessFacts> = {
  meta: {
    id: 'access/managed-identity',
    title: 'A server that signs in to other services should have an identity',
    brief: 'no managed identity',
    severity: 'info',
    group: 'strict',
    why: 'Without an identity of its own the server signs in to storage and other services with keys that are kept in its tables.',
    condition: `The extensions that may be created include ${signingIn.join(' or ')}, and identity.type is absent or None.`,
    sources: [
      'https://learn.microsoft.com/azure/postgresql/security/security-overview',
      'https://learn.microsoft.com/azure/postgresql/security/security-configure-managed-identities-system-assigned',
    ],
    equivalents: { mcsb: ['IM-3'] },
    catalogue: ['PGAUTH017'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: {
      failing: allowed,
      passing: allowed.replace("  properties: {\n    version", "  identity: {\n    type: 'SystemAssigned'\n  }\n  properties: {\n    version"),
    },
  },
  judge: ({ extensions }, { server }) => {
    const identity = readSetting(server.resource, ['identity', 'type'], { as: text, absent: { default: 'None' } });
    const at = inResource(server.resource.key, 'identity', 'type');
    return extensions.map((fact) =>
      combine({ extensions: fact, identity }, (values) => {
        const used = values.extensions.filter((name) => signingIn.includes(name));
        if (used.length === 0) return notApplicable(at, 'No extension that signs in to other services is allowed.');
        if (values.identity.toLowerCase() !== 'none') return holds(at);
        return {
          verdict: 'fails',
          at,
          message: `The server has no managed identity, while ${used.join(' and ')} may be created in its databases.`,
          related: [{ at: fact.at, message: 'The extensions are allowed here.' }],
        };
      }),
    );
  },
};
