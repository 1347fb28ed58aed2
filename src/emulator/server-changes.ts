import type { ServerKind, ServerState } from './fleet';
import { isObject, textOf } from './message';
import type { Json, JsonObject } from './message';
import { invalidContent, invalidValue } from './refusal';
import type { Refusal } from './refusal';
import { isIntegrated } from './store';

/** The members of a body that can be changed later, and those below `properties`; secrets among them are taken and dropped. */
const members: Readonly<Record<ServerKind, { top: readonly string[]; properties: readonly string[] }>> = {
  flexible: {
    top: ['sku', 'tags', 'identity', 'properties', 'location'],
    properties: [
      'administratorLoginPassword', 'authConfig', 'availabilityZone', 'backup', 'createMode', 'dataEncryption', 'highAvailability',
      'maintenanceWindow', 'network', 'replica', 'replicationRole', 'storage', 'version', 'cluster', 'administratorLogin',
    ],
  },
  single: {
    top: ['sku', 'tags', 'identity', 'properties', 'location'],
    properties: [
      'administratorLoginPassword', 'storageProfile', 'version', 'sslEnforcement', 'minimalTlsVersion', 'publicNetworkAccess',
      'replicationRole', 'infrastructureEncryption', 'administratorLogin', 'createMode',
    ],
  },
};

const dropped = new Set(['administratorLoginPassword', 'createMode']);
const switches = ['Enabled', 'Disabled'];

/** The choices of each property that is checked, by its path below `properties`. */
const choices: Readonly<Record<ServerKind, readonly (readonly [path: string, allowed: readonly string[]])[]>> = {
  flexible: [
    ['network.publicNetworkAccess', switches],
    ['authConfig.activeDirectoryAuth', switches],
    ['authConfig.passwordAuth', switches],
    ['backup.geoRedundantBackup', switches],
    ['dataEncryption.type', ['SystemManaged', 'AzureKeyVault']],
    ['highAvailability.mode', ['Disabled', 'ZoneRedundant', 'SameZone']],
    ['version', ['11', '12', '13', '14', '15', '16', '17', '18']],
  ],
  single: [
    ['sslEnforcement', switches],
    ['publicNetworkAccess', switches],
    ['infrastructureEncryption', switches],
    ['minimalTlsVersion', ['TLS1_0', 'TLS1_1', 'TLS1_2', 'TLSEnforcementDisabled']],
  ],
};

function valueAt(value: JsonObject, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** Says why the service would refuse to change a server (or to create one) by this body. */
export function checkServerChange(kind: ServerKind, before: JsonObject, change: JsonObject): Refusal | undefined {
  const { top, properties: known } = members[kind];
  const properties = isObject(change.properties) ? change.properties : {};
  const stranger = Object.keys(change).find((key) => !top.includes(key)) ?? Object.keys(properties).find((key) => !known.includes(key));
  if (stranger !== undefined) return invalidContent(`Could not find member '${stranger}' on object of type 'ServerForUpdate'.`);
  for (const [path, allowed] of choices[kind]) {
    const value = valueAt(properties, path);
    if (value !== undefined && !allowed.includes(textOf(value))) return invalidValue(path);
  }
  const after = merge(before, properties);
  return kind === 'flexible' ? checkFlexible(before, after) : checkSingle(after);
}

function checkFlexible(before: JsonObject, after: JsonObject): Refusal | undefined {
  const { authConfig, backup } = after;
  if (isObject(authConfig) && authConfig.activeDirectoryAuth === 'Disabled' && authConfig.passwordAuth === 'Disabled') {
    return invalidValue('authConfig', 'At least one authentication method must be enabled.');
  }
  const days = isObject(backup) ? Number(backup.backupRetentionDays) : 7;
  if (days < 7 || days > 35) return invalidValue(String(days));
  if (isIntegrated(before) && JSON.stringify(before.network) !== JSON.stringify(after.network)) {
    return invalidValue('network', 'The network of a server with virtual network integration is fixed when it is created.');
  }
  return undefined;
}

function checkSingle(after: JsonObject): Refusal | undefined {
  // A minimum TLS version means nothing, and is refused, where TLS is not enforced.
  return after.sslEnforcement === 'Disabled' && after.minimalTlsVersion !== 'TLSEnforcementDisabled' ? invalidValue('minimalTlsVersion') : undefined;
}

/** Lays a change over a value: objects member by member, everything else as a whole. */
export function merge(before: JsonObject, change: JsonObject): JsonObject {
  const after: JsonObject = { ...before };
  for (const [key, value] of Object.entries(change)) {
    const old = before[key];
    after[key] = isObject(old) && isObject(value) ? merge(old, value) : value;
  }
  return after;
}

/** Makes the change. Tags are replaced as a whole; the tenant of Entra authentication is filled in where it is missing. */
export function applyServerChange(kind: ServerKind, state: ServerState, change: JsonObject, tenantId: string): void {
  const before = isObject(state.body.properties) ? state.body.properties : {};
  const changes = isObject(change.properties) ? change.properties : {};
  const properties = merge(before, Object.fromEntries(Object.entries(changes).filter(([key]) => !dropped.has(key))));
  if (kind === 'flexible' && isObject(properties.authConfig) && properties.authConfig.activeDirectoryAuth === 'Enabled') {
    properties.authConfig = { tenantId, ...properties.authConfig };
  }
  state.body = {
    ...state.body,
    ...(change.sku !== undefined && { sku: change.sku }),
    ...(change.identity !== undefined && { identity: change.identity }),
    ...(change.tags !== undefined && { tags: change.tags }),
    properties,
  };
}
