import type { ChildKind, ServerKind } from './fleet';
import { isObject, textOf } from './message';
import type { JsonObject } from './message';
import { invalidValue } from './refusal';
import type { Refusal } from './refusal';
import type { StoredServer } from './store';
import { isIntegrated } from './store';

/** The properties that are kept, or why the service takes none of it. */
export type Checked = { readonly properties: JsonObject } | { readonly refusal: Refusal };

/** A child that somebody wants to write. */
export interface ProposedChild {
  readonly server: StoredServer;
  readonly name: string;
  readonly properties: JsonObject;
  readonly existing: JsonObject | undefined;
}

/** Checks what somebody wants to write, as the service would. */
export function checkChild(kind: ChildKind, proposed: ProposedChild): Checked {
  switch (kind) {
    case 'firewallRules':
      return checkFirewallRule(proposed);
    case 'administrators':
      return proposed.server.kind === 'flexible' ? checkFlexibleAdministrator(proposed) : checkSingleAdministrator(proposed);
    case 'virtualNetworkRules':
      return checkVirtualNetworkRule(proposed);
    case 'privateEndpointConnections':
      return checkPrivateEndpointConnection(proposed);
    case 'keys':
      return checkKey(proposed);
  }
}

/** Says why a child of this kind cannot be written or deleted on this server at all. */
export function checkServerTakes(kind: ChildKind, server: StoredServer): Refusal | undefined {
  if (server.kind !== 'flexible') return undefined;
  const { properties } = server.read().body;
  if (!isObject(properties)) return undefined;
  const network = isObject(properties.network) ? properties.network : {};
  if (kind === 'firewallRules' && (isIntegrated(properties) || network.publicNetworkAccess === 'Disabled')) {
    // The documentation quotes this text; the code that goes with it is an assumption.
    return { status: 400, code: 'InvalidParameterValue', message: 'Firewall rule operations cannot be requested for a private access enabled server.' };
  }
  if (kind !== 'administrators') return undefined;
  if (/replica/i.test(textOf(properties.replicationRole))) {
    // That the primary has to be asked is what the Azure CLI says; code and text are an assumption.
    return { status: 400, code: 'OperationNotAllowedOnReplica', message: `Microsoft Entra administrators of the read replica '${server.name}' are those of its primary server. Use the primary server instead.` };
  }
  if (properties.state !== 'Ready') {
    return {
      status: 400,
      code: 'AadAuthOperationCannotBePerformedWhenServerIsNotAccessible',
      message: `The server '${server.name}' is not in an accessible state to perform Azure AD Principal operation. Please make sure the server is accessible before executing Azure AD Principal operations.`,
    };
  }
  if (isObject(properties.authConfig) && properties.authConfig.activeDirectoryAuth !== 'Enabled') {
    // That it is refused is documented; code and text are an assumption.
    return {
      status: 400,
      code: 'AadAuthOperationCannotBePerformedWhenAadAuthDisabled',
      message: `Microsoft Entra authentication is not enabled for the server '${server.name}'. Enable it before adding or removing administrators.`,
    };
  }
  return undefined;
}

/** Reads an IPv4 address in dotted form as a number; undefined for everything else, IPv6 included. */
function readAddress(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part <= 255) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

/** A rule of a firewall, which is the same for servers and clusters. */
export function checkFirewallRule({ name, properties }: Pick<ProposedChild, 'name' | 'properties'>): Checked {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) return { refusal: invalidValue('firewallRuleName') };
  const start = readAddress(properties.startIpAddress);
  const end = readAddress(properties.endIpAddress);
  if (start === undefined) return { refusal: invalidValue('startIpAddress') };
  if (end === undefined) return { refusal: invalidValue('endIpAddress') };
  if (end < start) return { refusal: invalidValue('endIpAddress', 'The end IP address is smaller than the start IP address.') };
  return { properties: { startIpAddress: properties.startIpAddress, endIpAddress: properties.endIpAddress } };
}

export const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isGuid = (value: unknown): value is string => typeof value === 'string' && guid.test(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

function checkFlexibleAdministrator({ name, properties }: ProposedChild): Checked {
  const { principalName, principalType, tenantId } = properties;
  if (!isGuid(name)) return { refusal: invalidValue('objectId') };
  if (!isText(principalName)) return { refusal: invalidValue('principalName') };
  if (!['User', 'Group', 'ServicePrincipal', 'Unknown'].includes(textOf(principalType))) return { refusal: invalidValue('principalType') };
  if (!isGuid(tenantId)) return { refusal: invalidValue('tenantId') };
  return { properties: { principalType, principalName, objectId: name, tenantId } };
}

function checkSingleAdministrator({ name, properties }: ProposedChild): Checked {
  const { administratorType, login, sid, tenantId } = properties;
  if (name.toLowerCase() !== 'activedirectory') return { refusal: invalidValue('administratorName') };
  if (administratorType !== 'ActiveDirectory') return { refusal: invalidValue('administratorType') };
  if (!isText(login)) return { refusal: invalidValue('login') };
  if (!isGuid(sid)) return { refusal: invalidValue('sid') };
  if (!isGuid(tenantId)) return { refusal: invalidValue('tenantId') };
  return { properties: { administratorType, login, sid, tenantId } };
}

function checkVirtualNetworkRule({ name, properties }: ProposedChild): Checked {
  const { virtualNetworkSubnetId, ignoreMissingVnetServiceEndpoint } = properties;
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) return { refusal: invalidValue('virtualNetworkRuleName') };
  if (!isText(virtualNetworkSubnetId) || !/\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i.test(virtualNetworkSubnetId)) {
    return { refusal: invalidValue('virtualNetworkSubnetId') };
  }
  return {
    properties: { virtualNetworkSubnetId, ignoreMissingVnetServiceEndpoint: ignoreMissingVnetServiceEndpoint === true, state: 'Ready' },
  };
}

/** The name of a key is that of its vault, key and version, joined: vault_key_version. */
function checkKey({ name, properties }: ProposedChild): Checked {
  const { serverKeyType, uri } = properties;
  if (serverKeyType !== 'AzureKeyVault') return { refusal: invalidValue('serverKeyType') };
  const [, vault, key, version] = /^https:\/\/([^./]+)\.[^/]+\/keys\/([^/]+)\/([^/]+)$/.exec(textOf(uri)) ?? [];
  if (vault === undefined || name.toLowerCase() !== `${vault}_${key ?? ''}_${version ?? ''}`.toLowerCase()) return { refusal: invalidValue('uri') };
  return { properties: { serverKeyType, uri } };
}

const connectionStates: Readonly<Record<ServerKind, readonly string[]>> = {
  flexible: ['Approved', 'Rejected', 'Pending'],
  single: ['Approved', 'Rejected', 'Pending', 'Disconnected'],
};

function checkPrivateEndpointConnection({ server, properties, existing }: ProposedChild): Checked {
  const { privateLinkServiceConnectionState: state } = properties;
  // A connection comes into being with a private endpoint, which is not ours to make: here it can only be answered.
  if (!existing) return { refusal: invalidValue('privateEndpointConnectionName') };
  if (!isObject(state) || !connectionStates[server.kind].includes(textOf(state.status))) {
    return { refusal: invalidValue('privateLinkServiceConnectionState') };
  }
  return {
    properties: {
      ...existing,
      privateLinkServiceConnectionState: { status: state.status, description: state.description ?? '', actionsRequired: 'None' },
    },
  };
}
