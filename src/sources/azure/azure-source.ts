import type { Need } from '../../model/layer';
import type { Change } from '../../model/fix';
import type { Kind } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import type { ValueObject } from '../../model/value';
import type { Changes } from './read-changes';

/** One of several accounts that look together. */
export interface AccountName {
  /** Tells accounts apart. */
  readonly id: string;
  /** What people know it by, such as alex@contoso.com. */
  readonly label: string;
}

export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** The account that it is read as, where several look. */
  readonly account?: AccountName;
}

/** A tenant that whoever is signed in belongs to, as a member or as a guest. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  /** Such as contoso.com; empty where Azure does not tell it. */
  readonly domain: string;
  /** The account that belongs to it, where several look. */
  readonly account?: AccountName;
}

/** A server as the inventory lists it, before its layers are read. */
export interface ServerSummary {
  /** The resource id as Azure spells it. Its lower-cased form is the server's key in snapshots. */
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
  /** What the inventory told of the server's JSON, at least properties.state and properties.version where it had them. */
  readonly body: ValueObject;
}

/** Something that could not be read: what happened, why, and what to do, in words for people. */
export interface ReadFailure {
  /** Decides the icon and what can be done about it. */
  readonly kind: 'sign-in' | 'forbidden' | 'not-found' | 'throttled' | 'offline' | 'failed';
  readonly message: string;
  /** The tenant or subscription that is affected; none where everything is. */
  readonly tenantId?: string;
  readonly subscriptionId?: string;
  /** The account that could not read it, where several look. */
  readonly account?: AccountName;
}

/** A list that may lack parts, with the reason for each part. */
export interface PartialList<T> {
  readonly items: readonly T[];
  readonly failures: readonly ReadFailure[];
}

/** Who is signed in, as their token says. */
export interface Principal {
  readonly objectId: string;
  readonly tenantId: string;
  /** The user principal name or the application's id: what PostgreSQL calls them. */
  readonly name: string;
  readonly type: 'User' | 'ServicePrincipal';
}

/** A user, a group or an application that the directory knows. */
export interface DirectoryPrincipal {
  readonly objectId: string;
  /** What PostgreSQL calls them. */
  readonly name: string;
  readonly type: 'User' | 'Group' | 'ServicePrincipal';
  /** What tells them apart for people: the display name of a user, the client id of an application. */
  readonly label: string;
}

/** A Log Analytics workspace, which logs can be sent to. */
export interface LogWorkspace {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly resourceGroup: string;
}

/**
 * How a write ended. `unknown` is neither done nor failed: waiting was given up, and Azure may still finish. Whatever it
 * says, only reading the server again tells what is true.
 */
export interface WriteOutcome {
  readonly state: 'done' | 'failed' | 'unknown';
  /** The changes that Azure carried out, in their order. */
  readonly done: readonly Change[];
  /** The changes of the request whose end nobody has seen; those after it were not sent. */
  readonly unsure: readonly Change[];
  /** What happened, why, and what to do; empty where everything is done. */
  readonly message: string;
}

export interface WriteOptions {
  readonly signal?: AbortSignal;
  /** Called with a few words on what is happening: "waiting for another operation on pg-orders". */
  readonly onProgress?: (words: string) => void;
}

/** Many servers to read. */
export interface ScanRequest {
  readonly servers: readonly Pick<ServerSummary, 'id'>[];
  readonly needs: readonly Need[];
  readonly signal?: AbortSignal;
  /** Called for each server as soon as it is read; a server that could not be read is a snapshot that says why. */
  readonly onRead: (serverId: string, snapshot: Snapshot) => void;
}

/** Azure, as far as this product reads and writes it. */
export interface AzureSource {
  /** Who looks; for a server, as its tenant knows them: a guest is somebody else there than at home. */
  readonly principal: (serverId?: string, signal?: AbortSignal) => Promise<Principal>;
  /** The tenants that can be asked, each with its own sign-in; empty where only one is. */
  readonly tenants: (signal?: AbortSignal) => Promise<readonly Tenant[]>;
  readonly subscriptions: (signal?: AbortSignal) => Promise<PartialList<Subscription>>;
  /** Flexible Servers and clusters of all the subscriptions, in as few calls as possible. */
  readonly servers: (subscriptions: readonly Subscription[], signal?: AbortSignal) => Promise<PartialList<ServerSummary>>;
  /** Single Servers, which only Resource Manager lists, one subscription after the other. */
  readonly singleServers: (subscriptions: readonly Subscription[], signal?: AbortSignal) => Promise<PartialList<ServerSummary>>;
  /**
   * Reads a server and the children that layers need. Parts that were refused are unknown in the snapshot, with the
   * reason. Never rejects but for a cancel; a server that is gone is a snapshot without it and with a problem.
   */
  readonly read: (serverId: string, needs: readonly Need[], signal?: AbortSignal) => Promise<Snapshot>;
  /**
   * Reads many servers in the background, with the fewest calls and never in the way of what somebody waits for.
   * Resolves when all were read; rejects only for a cancel, after which what was reported stays true.
   */
  readonly scan: (request: ScanRequest) => Promise<void>;
  /** Users, groups and applications of a tenant whose names begin with a text, as far as Microsoft Graph lets the person who looks at a server. */
  readonly principals: (text: string, tenantId: string, serverId?: string, signal?: AbortSignal) => Promise<PartialList<DirectoryPrincipal>>;
  readonly workspaces: (subscriptionId: string, signal?: AbortSignal) => Promise<PartialList<LogWorkspace>>;
  /**
   * What the activity log says was changed in a subscription, so that nothing is read again in vain. Never rejects but
   * for a cancel. @param since in milliseconds since 1970.
   */
  readonly changes: (subscriptionId: string, since: number, signal?: AbortSignal) => Promise<Changes>;
  /** The call that each change makes, for the plan that a person confirms: "PUT …/firewallRules/office". */
  readonly describe: (change: Change) => string;
  /** Carries changes out one after the other, serialised per server; stops at the first that fails. Never rejects. */
  readonly write: (serverId: string, changes: readonly Change[], options?: WriteOptions) => Promise<WriteOutcome>;
}
