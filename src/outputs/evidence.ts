import type { LiveSuppression } from '../engine/configuration/configuration';
import { unusedOf } from '../engine/live-suppression';
import type { Address } from '../model/address';
import type { Finding, ServerReport } from '../model/finding';
import type { LayerId } from '../model/layer-id';
import type { Kind } from '../model/resource';
import type { Level, RuleId } from '../model/rule';
import { valueAt } from '../model/value';
import { jsonPointer } from './json-pointer';

/** Who looked, as their token says. */
export interface EvidencePrincipal {
  readonly name: string;
  readonly objectId: string;
  readonly tenantId: string;
  readonly type: 'User' | 'ServicePrincipal';
}

export interface EvidenceFinding {
  readonly ruleId: RuleId;
  readonly title: string;
  readonly layer: LayerId;
  readonly level: Level;
  readonly outcome: 'fail' | 'unknown';
  readonly message: string;
  /** The id of the resource that it is about: the server, or something of it. */
  readonly resource: string;
  /** The JSON pointer of the setting in the resource's JSON; empty for the resource itself. */
  readonly property: string;
  /** Where a template of the workspace writes it, where one was found that does. */
  readonly declaredIn?: DeclaredPlace;
}

/** A place in a template: the path in the workspace and the line, from 1. */
export interface DeclaredPlace {
  readonly file: string;
  readonly line: number;
}

/** A finding that somebody accepted: who, why, and until when. */
export interface EvidenceSuppression extends EvidenceFinding {
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
}

/** One layer of one server: read whole, or not, and why. */
export interface EvidenceLayer {
  readonly id: LayerId;
  readonly label: string;
  readonly unread: readonly string[];
  /** What only a connection to a database would tell, which a scan does not make. */
  readonly notAsked: readonly string[];
}

/** Which server it is, and where. */
export interface EvidencePlace {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly subscriptionId: string;
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly location: string;
}

export interface EvidenceServer extends EvidencePlace {
  readonly version: string | null;
  readonly state: string | null;
  /** When it was read; `null` where it could not be. */
  readonly readAt: string | null;
  /** Why it could not be read; `null` where it was. */
  readonly failure: string | null;
  /** From where it can be reached, in a few words; `null` where it was not read. */
  readonly reach: string | null;
  readonly layers: readonly EvidenceLayer[];
  readonly findings: readonly EvidenceFinding[];
  readonly suppressed: readonly EvidenceSuppression[];
}

export interface EvidenceSummary {
  readonly servers: number;
  readonly read: number;
  readonly layers: number;
  readonly layersRead: number;
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly unknown: number;
  readonly suppressed: number;
}

/** What an auditor files: who looked when at what, what was found, and what could not be seen. */
export interface Evidence {
  readonly version: 1;
  readonly program: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly principal: EvidencePrincipal;
  readonly cloud: string;
  /** The words in which the scope was chosen, such as "subscription Contoso Production". */
  readonly scope: readonly string[];
  readonly profile: string;
  /** False where the scan was ended before every server was read. */
  readonly complete: boolean;
  readonly summary: EvidenceSummary;
  readonly servers: readonly EvidenceServer[];
  /** Exceptions for servers that were read which hide nothing any more. */
  readonly unused: readonly LiveSuppression[];
  /** Tenants, subscriptions and servers that could not be read, in sentences. */
  readonly problems: readonly string[];
}

/** Why a server was not read where the scan was ended before its turn came. */
export const endedBefore = (name: string): string => `${name} was not read: the scan was ended before.`;

/** A server as it was scanned. */
export interface ScannedServer {
  readonly place: EvidencePlace;
  readonly readAt?: string;
  readonly report?: ServerReport;
  readonly failure?: string;
  /** Finds where a template writes a setting. */
  readonly declared?: (at: Address) => DeclaredPlace | undefined;
}

export type EvidenceParts = Omit<Evidence, 'version' | 'summary' | 'unused'> & {
  /** The exceptions of the configuration. */
  readonly exceptions: readonly LiveSuppression[];
  /** Whether a rule speaks at all, so that it can tell whether an exception is still needed. */
  readonly speaks: (rule: RuleId) => boolean;
  /** Such as 2026-11-24. */
  readonly today: string;
};

function textIn({ report }: ScannedServer, ...names: readonly string[]): string | null {
  const values = names.map((name) => valueAt(report?.server.resource.body, ['properties', name]));
  return values.find((value) => typeof value === 'string') ?? null;
}

function evidenceFinding({ place: { id }, declared }: ScannedServer, { rule, layer, level, outcome, message, at }: Finding): EvidenceFinding {
  const declaredIn = declared?.(at);
  return {
    ruleId: rule.id,
    title: rule.title,
    layer: layer.id,
    level,
    outcome,
    message,
    // Keys are lower-cased ids; the server's own is shown as Azure spells it.
    resource: at.in !== 'resource' || at.key === id.toLowerCase() ? id : at.key.startsWith(`${id.toLowerCase()}/`) ? id + at.key.slice(id.length) : at.key,
    property: at.in === 'resource' ? jsonPointer(at.path) : '',
    ...(declaredIn === undefined ? {} : { declaredIn }),
  };
}

/** Puts down what is known of a server, as it is read: reports of thousands of servers are not held at once. */
export function evidenceServer(server: ScannedServer): EvidenceServer {
  const { place, readAt, failure, report } = server;
  return {
    ...place,
    version: textIn(server, 'version', 'postgresqlVersion'),
    state: textIn(server, 'state', 'userVisibleState'),
    readAt: report === undefined ? null : (readAt ?? null),
    failure: failure ?? null,
    reach: report?.reach ?? null,
    layers: (report?.layers ?? []).filter(({ layer }) => layer.onRequest !== true).map(({ layer, unread, facts }) => ({
      id: layer.id,
      label: layer.label,
      unread,
      notAsked: facts.filter(({ needsConnection }) => needsConnection === true).map(({ title }) => title),
    })),
    findings: (report?.findings ?? []).map((finding) => evidenceFinding(server, finding)),
    suppressed: (report?.suppressed ?? []).map(({ finding, owner, reason, expires }) => ({ ...evidenceFinding(server, finding), owner, reason, expires })),
  };
}

const compare = (a: EvidenceServer, b: EvidenceServer): number => {
  const [one, other] = [a, b].map(({ subscription, resourceGroup, name, id }) => `${subscription}\n${resourceGroup}\n${name}\n${id}`.toLowerCase());
  return (one ?? '') < (other ?? '') ? -1 : 1;
};

/** Puts evidence together; the same scan gives the same evidence, in whatever order its servers were read. */
export function createEvidence(parts: EvidenceParts): Evidence {
  const { program, startedAt, endedAt, principal, cloud, scope, profile, complete, problems, exceptions, today, speaks } = parts;
  const servers = [...parts.servers].sort(compare);
  const layers = servers.flatMap((server) => server.layers);
  const findings = servers.flatMap((server) => server.findings);
  const failures = (level: Level): number => findings.filter((finding) => finding.outcome === 'fail' && finding.level === level).length;
  return {
    version: 1,
    program,
    startedAt,
    endedAt,
    principal,
    cloud,
    scope,
    profile,
    complete,
    summary: {
      servers: servers.length,
      read: servers.filter(({ readAt }) => readAt !== null).length,
      layers: layers.length,
      layersRead: layers.filter(({ unread }) => unread.length === 0).length,
      error: failures('error'),
      warning: failures('warning'),
      info: failures('info'),
      unknown: findings.filter(({ outcome }) => outcome === 'unknown').length,
      suppressed: servers.reduce((sum, { suppressed }) => sum + suppressed.length, 0),
    },
    servers,
    unused: unusedOf(exceptions, (one) => one, servers.filter(({ readAt }) => readAt !== null), { today, speaks }),
    problems: [...new Set([...problems, ...servers.flatMap(({ failure }) => failure ?? [])])],
  };
}

/** Says once for all servers what nobody asked for, as it takes a connection to a database; nothing where all was. */
export function notAskedWords({ servers }: Evidence): string | undefined {
  const titles = [...new Set(servers.flatMap(({ layers }) => layers.flatMap(({ notAsked }) => notAsked)))];
  return titles.length === 0 ? undefined : `Not read, as that takes a connection to a database: ${titles.join(', ')}.`;
}

/** Renders evidence as JSON for other programs. `version` changes when a reader of an older one would go wrong. */
export function formatEvidenceJson(evidence: Evidence): string {
  return `${JSON.stringify(evidence, undefined, 2)}\n`;
}
