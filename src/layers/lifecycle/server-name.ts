import { defineRule } from '../../model/rule';
import { exampleServer } from '../example';
import type { LifecycleFacts } from './facts';

const allowed = /^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/;

const example = (name: string): string => exampleServer('single', ["version: '11'", "createMode: 'Default'"]).replace('pg-orders', name);

/** There is no fix as data: the name is for a person to choose. */
export const serverName = defineRule<LifecycleFacts, string>({
  id: 'lifecycle/server-name',
  title: 'A server must have a name that Azure allows',
  brief: 'name that Azure refuses',
  severity: 'info',
  group: 'error',
  why: 'Azure refuses to create a server with another name, so the deployment fails.',
  condition:
    'The name of a Single Server has fewer than 3 or more than 63 characters, holds others than lower-case letters, digits and hyphens, or begins or ends with a hyphen.',
  sources: [
    'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servers',
    'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules',
  ],
  equivalents: { psrule: ['AZR-000152'] },
  catalogue: ['PGGOV001'],
  appliesTo: ['single'],
  surface: ['template', 'live'],
  given: ({ name }) => [name],
  holds: (name) => allowed.test(name),
  message: (name) => `Azure does not allow the name "${name}" for a server.`,
  examples: { failing: example('PG_Orders'), passing: example('pg-orders') },
});
