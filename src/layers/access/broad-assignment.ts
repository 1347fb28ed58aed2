import { inResource } from '../../model/address';
import type { ExtensionNeed } from '../../model/layer';
import type { Resource, Server } from '../../model/resource';
import { settingOf } from '../../model/resource';
import type { Context, Rule } from '../../model/rule';
import { holds, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import type { Around } from '../around';
import { textAt } from '../around';
import { exampleServer } from '../example';
import type { AccessFacts } from './facts';

export const assignmentsNeed: ExtensionNeed = { extension: 'Microsoft.Authorization/roleAssignments', of: ['flexible', 'single', 'cluster', 'horizon'] };

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged */
const broadRoles: Readonly<Record<string, string>> = {
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': 'Owner',
  'b24988ac-6180-42a0-ab88-20f7382dd24c': 'Contributor',
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': 'User Access Administrator',
};

const otherRoles: Readonly<Record<string, string>> = { 'acdd72a7-3385-48ef-bd42-f606fba81ae7': 'Reader' };

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const path = ['properties', 'roleDefinitionId'] as const;

/** The id of the role, where it is known; in templates the end of an id that depends on the subscription. */
function roleOf(assignment: Resource, { snapshot }: Context): { id: string } | { because: string } {
  const value = settingOf(assignment, path);
  const referred = snapshot.referenced(assignment, path);
  const name = typeof referred?.name === 'string' ? referred.name : undefined;
  const text = typeof value === 'string' ? value : isUnknown(value) ? value.pieces?.at(-1) : undefined;
  const id = uuid.exec(typeof text === 'string' ? text : '')?.[0] ?? uuid.exec(name ?? '')?.[0];
  if (id !== undefined) return { id: id.toLowerCase() };
  return { because: isUnknown(value) ? value.because : 'the role is none that is known here' };
}

const isOwn = ({ key }: Resource, { resource }: Server): boolean => key.startsWith(`${resource.key}/`);

/** Azure lists what is assigned above the server too, which is a matter of that place. */
function assignmentsOf({ server, snapshot }: Context): readonly Resource[] {
  const { items } = snapshot.children(server.resource.key, assignmentsNeed.extension);
  return snapshot.origin === 'live' ? items.filter((assignment) => isOwn(assignment, server)) : items;
}

function roleInWords(assignment: Resource): string {
  const text = (name: string): string => textAt(assignment, ['properties', name]);
  const id = uuid.exec(text('roleDefinitionId'))?.[0].toLowerCase() ?? '';
  const whose = [text('principalType').toLowerCase(), text('principalId')].filter((part) => part !== '').join(' ');
  return `${broadRoles[id] ?? otherRoles[id] ?? `role ${id}`} for ${whose}`;
}

/** Who has a role of Azure on the server itself. */
export const rolesOnServer = (server: Server): Around => ({
  type: assignmentsNeed.extension,
  title: 'Azure roles on the server itself',
  none: 'none',
  words: roleInWords,
  isShown: (assignment) => isOwn(assignment, server),
});

const example = (role: string): string =>
  [
    exampleServer('flexible', ["version: '17'"]),
    '',
    "resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {",
    "  name: '11111111-1111-1111-1111-111111111111'",
    '  scope: server',
    '  properties: {',
    `    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${role}')`,
    "    principalId: '22222222-2222-2222-2222-222222222222'",
    "    principalType: 'Group'",
    '  }',
    '}',
  ].join('\n');

/** There is no fix as data: which role is enough is for a person to say. */
export const broadAssignment: Rule<AccessFacts> = {
  meta: {
    id: 'access/broad-assignment',
    title: 'A role that is assigned on a server should allow only what is needed',
    brief: 'broad role assigned on the server',
    severity: 'medium',
    group: 'strict',
    why: 'An owner or contributor can reset the password of the administrator, open the firewall and delete the server.',
    condition:
      'A role assignment whose scope is the server itself gives Owner, Contributor or User Access Administrator. What is assigned on the resource group or above is not judged here.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/security/security-overview',
      'https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged',
    ],
    equivalents: { mcsb: ['PA-7'] },
    catalogue: ['PGAUTH018'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: {
      failing: example('b24988ac-6180-42a0-ab88-20f7382dd24c'),
      passing: example('acdd72a7-3385-48ef-bd42-f606fba81ae7'),
    },
  },
  judge: (_, context) => {
    const { resource } = context.server;
    const { complete } = context.snapshot.children(resource.key, assignmentsNeed.extension);
    const judged = assignmentsOf(context).map((assignment) => {
      const at = inResource(assignment.key, ...path);
      const role = roleOf(assignment, context);
      if ('because' in role) return undecided(at, role.because);
      const broad = broadRoles[role.id];
      if (broad === undefined) return holds(at);
      return { verdict: 'fails' as const, at, message: `The role ${broad} is assigned on the server itself.` };
    });
    return complete === true ? judged : [...judged, undecided(inResource(resource.key), complete.because)];
  },
};
