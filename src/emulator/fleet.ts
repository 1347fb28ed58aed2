import type { JsonObject } from './message';

/** The two kinds of server that Microsoft.DBforPostgreSQL has: Flexible Server and the retired Single Server. */
export type ServerKind = 'flexible' | 'single';

/** A Microsoft Entra tenant, as GET /tenants lists it. */
export interface Tenant {
  readonly tenantId: string;
  readonly displayName: string;
  readonly defaultDomain: string;
}

/** A subscription, as GET /subscriptions lists it. */
export interface Subscription {
  readonly subscriptionId: string;
  readonly displayName: string;
  readonly tenantId: string;
  /** The caller may see that it exists, but every read below it answers 403. */
  readonly forbidden?: boolean;
}

/** A resource group; its servers name it. */
export interface ResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
  /** The region's short name, such as westeurope. */
  readonly location: string;
}

/** A child resource with a name of its own below a server. */
export interface Child {
  readonly name: string;
  readonly properties: JsonObject;
}

/** The kinds of child that are kept by name; parameters and threat protection are kept apart. */
export type ChildKind = 'firewallRules' | 'administrators' | 'virtualNetworkRules' | 'privateEndpointConnections' | 'keys';

/** The value of one server parameter where it differs from its default, or was written. */
export interface ParameterState {
  readonly value: string;
  readonly source: 'system-default' | 'user-override';
  readonly pendingRestart?: boolean;
}

/** Everything that the emulator knows of one server. It changes as operations succeed. */
export interface ServerState {
  /** The GET body without id, name and type. */
  body: JsonObject;
  children: Record<ChildKind, Child[]>;
  /** By the parameter's name. */
  parameters: Map<string, ParameterState>;
  /** The properties of advancedThreatProtectionSettings (Flexible) or securityAlertPolicies (Single). */
  threatProtection: JsonObject;
}

/** A server of a fleet. `build` makes its state anew each time, so that a large fleet costs memory only where it is changed. */
export interface FleetServer {
  readonly kind: ServerKind;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  build(): ServerState;
}

/** A resource that is no PostgreSQL server: a subnet, a key, a lock, a diagnostic setting. What extends something has it in its id. */
export interface OtherResource {
  readonly id: string;
  /** The GET body without id, name and type. */
  readonly body: JsonObject;
}

/** A user, a group or an application of the directory, as Microsoft Graph tells of it. */
export interface DirectoryObject {
  readonly kind: 'user' | 'group' | 'servicePrincipal';
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName?: string;
  readonly appId?: string;
}

/** What the emulator starts with. */
export interface Fleet {
  readonly tenants: readonly Tenant[];
  readonly subscriptions: readonly Subscription[];
  readonly resourceGroups: readonly ResourceGroup[];
  readonly servers: readonly FleetServer[];
  readonly others?: readonly OtherResource[];
  readonly directory?: readonly DirectoryObject[];
}
