import type { Finding, LayerResult, ServerReport } from '../../../../src/model/finding';
import type { FactLine } from '../../../../src/model/layer';
import type { LayerId, LayerMeta } from '../../../../src/model/layer-id';
import { inResource } from '../../../../src/model/address';
import type { Kind, Server } from '../../../../src/model/resource';
import { serverTypes } from '../../../../src/model/resource';
import type { Level, RuleMeta } from '../../../../src/model/rule';
import type { ValueObject } from '../../../../src/model/value';
import type { FleetServer, FleetState } from '../../../../src/vscode/fleet';
import { digestOf } from '../../../../src/vscode/results/server-digest';
import type { FleetView } from '../../../../src/vscode/tree/children';

export const production = { id: 'aaaa', name: 'Production', tenantId: 'tttt' };
export const sandbox = { id: 'bbbb', name: 'Sandbox', tenantId: 'tttt' };

export function serverId(name: string, kind: Kind = 'flexible', subscriptionId = production.id): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/rg-Shop/providers/${serverTypes[kind]}/${name}`;
}

/** A server as the inventory lists it. */
export function listed(name: string, more: Partial<FleetServer['summary']> = {}): FleetServer {
  const { kind = 'flexible', subscriptionId = production.id } = more;
  const summary = { kind, name, subscriptionId, resourceGroup: 'rg-Shop', location: 'westeurope', body: {}, id: serverId(name, kind, subscriptionId), ...more };
  return { summary, state: 'listed' };
}

const layer = (id: LayerId, onRequest?: true): LayerMeta => ({ id, label: `Layer ${id}`, summary: `About ${id}.`, ...(onRequest ? { onRequest } : {}) });

/** What a layer is to say. */
export interface LayerSketch {
  readonly id: LayerId;
  readonly text?: string;
  readonly onRequest?: true;
  readonly facts?: readonly Pick<FactLine, 'title' | 'text' | 'state' | 'onlyLive' | 'needsConnection'>[];
  readonly unread?: readonly string[];
  /** Level, brief and message of each finding. */
  readonly findings?: readonly (readonly [Level | 'unknown', string, string?])[];
}

function finding(server: Server, meta: LayerMeta, [level, brief, message = `${brief}.`]: readonly [Level | 'unknown', string, string?]): Finding {
  const rule: RuleMeta = {
    id: `${meta.id}/${brief.replace(/\W+/g, '-')}`,
    title: `Not ${brief}`,
    brief,
    severity: 'high',
    group: level === 'unknown' ? 'error' : level,
    why: 'Because.',
    condition: 'Fails when it does.',
    sources: [],
    equivalents: {},
    catalogue: [],
    appliesTo: [server.kind],
    surface: ['live'],
  };
  const outcome = level === 'unknown' ? 'unknown' : 'fail';
  return { rule, layer: meta, level: level === 'unknown' ? 'error' : level, outcome, server, at: inResource(server.resource.key), message, related: [] };
}

/** A server that was read, with these layers. */
export function read(name: string, layers: readonly LayerSketch[], more: Partial<FleetServer['summary']> & { readonly readBody?: ValueObject } = {}): FleetServer {
  const { readBody = {}, ...summary } = more;
  const base = listed(name, summary);
  const { kind, id } = base.summary;
  const server: Server = { kind, resource: { key: id.toLowerCase(), type: serverTypes[kind], name, existing: false, when: true, body: readBody } };
  const results = layers.map((sketch): LayerResult => {
    const meta = layer(sketch.id, sketch.onRequest);
    return {
      layer: meta,
      text: sketch.text ?? 'all is well',
      facts: (sketch.facts ?? []).map((fact) => ({ ...fact, at: inResource(server.resource.key) })),
      unread: sketch.unread ?? [],
      findings: (sketch.findings ?? []).map((one) => finding(server, meta, one)),
    };
  });
  const report: ServerReport = { server, layers: results, findings: results.flatMap(({ findings }) => findings) };
  return { ...base, state: 'read', report, digest: digestOf(report), readAt: Date.UTC(2026, 10, 24, 12) };
}

export function fleetOf(servers: readonly FleetServer[], state: Partial<FleetState> = {}): FleetView {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  return {
    state: { kind: 'loaded', subscriptions: [production, sandbox], failures: [], ...state },
    servers: (id) => servers.filter(({ summary }) => id === undefined || same(summary.subscriptionId, id)),
    server: (id) => servers.find(({ summary }) => same(summary.id, id)),
  };
}
