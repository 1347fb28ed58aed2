import { inResource } from '../../model/address';
import { settingOf } from '../../model/resource';
import type { Kind } from '../../model/resource';
import type { Rule, Subject } from '../../model/rule';
import { holds, undecided } from '../../model/verdict';
import { exampleServer } from '../example';
import type { LifecycleFacts } from './facts';
import { clusterPreview } from '../cluster-versions';

/** What a version of the API was the first to know. */
interface Step {
  /** Dates compare as text; a preview comes before the stable version of the same day. */
  readonly first: string;
  readonly knows: string;
  /** Whether it matters to this server; without it, it matters to every one. */
  readonly matters?: (subject: Subject) => boolean;
}

const sets =
  (...path: readonly string[]) =>
  ({ server }: Subject): boolean =>
    settingOf(server.resource, ['properties', ...path]) !== undefined;

const protection = 'Microsoft.DBforPostgreSQL/flexibleServers/advancedThreatProtectionSettings';

/** https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/change-log/flexibleservers */
const steps: Readonly<Record<Kind, readonly Step[]>> = {
  flexible: [
    { first: '2022-03-08-preview', knows: 'Microsoft Entra authentication (authConfig) and keys of your own (dataEncryption)' },
    { first: '2023-06-01-preview', knows: 'a key for geo-redundant backups (geoBackupKeyURI)', matters: sets('dataEncryption', 'geoBackupKeyURI') },
    { first: '2023-06-01-preview', knows: 'growth of storage (storage.autoGrow)', matters: sets('storage', 'autoGrow') },
    {
      first: '2023-06-01-preview',
      knows: 'threat protection (advancedThreatProtectionSettings)',
      matters: ({ server, snapshot }) => snapshot.children(server.resource.key, protection).items.length > 0,
    },
    {
      first: '2023-06-01-preview',
      knows: 'switching public access off (network.publicNetworkAccess)',
      matters: sets('network', 'publicNetworkAccess'),
    },
  ],
  single: [{ first: '2017-12-01', knows: 'a minimum TLS version and public network access' }],
  cluster: [
    { first: '2022-11-08', knows: 'public access of coordinator and workers' },
    {
      first: clusterPreview,
      knows: 'Microsoft Entra authentication (authConfig), keys of your own (dataEncryption) and geo-redundant backups (enableGeoBackup)',
      matters: (subject) => ['authConfig', 'dataEncryption', 'enableGeoBackup'].some((name) => sets(name)(subject)),
    },
  ],
  horizon: [],
};

/** There is no fix as data: a newer version of the API can mean other names and other values for what is there. */
export const oldApiVersion: Rule<LifecycleFacts> = {
  meta: {
    id: 'lifecycle/old-api-version',
    title: 'The API version should know the settings that matter to security',
    brief: 'API version without security settings',
    severity: 'low',
    group: 'strict',
    why: 'What an API version does not know, a template cannot set; Azure leaves it as it is or refuses the template.',
    condition:
      'Flexible Server: apiVersion is older than 2022-03-08-preview, or older than 2023-06-01-preview in a template that sets what came then: geoBackupKeyURI, storage.autoGrow, threat protection, publicNetworkAccess. Single Server: older than 2017-12-01. Cluster: older than 2022-11-08, or older than 2023-03-02-preview in a template that sets what came then: authConfig, dataEncryption, enableGeoBackup.',
    sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers', 'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servergroupsv2'],
    equivalents: { 'bicep-linter': ['use-recent-api-versions'] },
    catalogue: ['PGVER006'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template'],
    examples: {
      failing: exampleServer('flexible', ["version: '13'"]).replace('2025-08-01', '2021-06-01'),
      passing: exampleServer('flexible', ["version: '17'"]),
    },
  },
  judge: (_, context) => {
    const { resource, kind } = context.server;
    const at = inResource(resource.key, 'apiVersion');
    const { apiVersion } = resource;
    if (apiVersion === undefined) return [undecided(at, 'the API version is not known')];
    const missing = steps[kind].filter(({ first, matters }) => apiVersion.toLowerCase() < first && (matters?.(context) ?? true));
    if (missing.length === 0) return [holds(at)];
    const message = `The API version ${apiVersion} does not know ${missing.map(({ knows }) => knows).join(', nor ')}.`;
    return [{ verdict: 'fails', at, message }];
  },
};
