import type { Fact } from '../../model/fact';
import type { ReferenceNeed } from '../../model/layer';
import { kindOf, settingOf } from '../../model/resource';
import type { Context, Rule } from '../../model/rule';
import { inResource } from '../../model/address';
import type { Judgement } from '../../model/verdict';
import { combine, holds, notApplicable, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import { whyMissing } from '../around';
import { exampleServer } from '../example';
import { closePublicAccess } from './close-public-access';
import type { NetworkFacts } from './facts';
import { readNetworkFacts } from './facts';

const sourcePath = ['properties', 'sourceServerResourceId'] as const;

export const sourceNeed: ReferenceNeed = { referenced: sourcePath, type: 'Microsoft.DBforPostgreSQL/flexibleServers', of: ['flexible'] };

/** Whether the server is a copy that follows its source, rather than one that was restored from it. */
function isReplica({ server: { resource } }: Context): boolean | undefined {
  const mode = settingOf(resource, ['properties', 'createMode']);
  const role = settingOf(resource, ['properties', 'replicationRole']) ?? settingOf(resource, ['properties', 'replica', 'role']);
  if (isUnknown(mode)) return undefined;
  if (typeof mode === 'string') return mode.toLowerCase() === 'replica';
  return typeof role === 'string' && /replica/i.test(role);
}

/** A replica that names no subnet lives in a virtual network only where its primary server does. */
function insideOf(replica: NetworkFacts, primary: NetworkFacts, { server: { resource } }: Context): Fact<boolean> {
  const written = settingOf(resource, ['properties', 'network', 'delegatedSubnetResourceId']);
  return replica.integrated.kind === 'unknown' && written === undefined ? primary.integrated : replica.integrated;
}

function judgeReplica(replica: NetworkFacts, context: Context): Judgement {
  const { server, snapshot } = context;
  const at = replica.publicAccess.at;
  const own = inResource(server.resource.key, ...sourcePath);
  const following = isReplica(context);
  if (following === false) return notApplicable(at, 'The server is no replica.');
  const source = snapshot.referenced(server.resource, sourcePath);
  const kind = source === undefined ? undefined : kindOf(source.type);
  if (following === undefined || source === undefined || kind === undefined) {
    const because = whyMissing(snapshot, settingOf(server.resource, sourcePath), 'the primary server is not part of what was read');
    return undecided(own, because);
  }
  const primary = readNetworkFacts({ snapshot, server: { kind, resource: source } });
  const inside = insideOf(replica, primary, context);
  return combine({ mine: replica.publicAccess, inside, its: primary.publicAccess, itsInside: primary.integrated }, (values) => {
    const replicaOpen = values.mine && !values.inside;
    const primaryOpen = values.its && !values.itsInside;
    if (!replicaOpen || primaryOpen) return holds(at);
    const fix = closePublicAccess(at, context);
    return {
      verdict: 'fails',
      at,
      message: 'The replica can be reached over public networks, its primary server cannot.',
      related: [{ at: primary.publicAccess.at, message: 'The primary server, which is closed to public networks.' }],
      ...(fix === undefined ? {} : { fix }),
    };
  });
}

const example = (access: string): string =>
  [
    exampleServer('flexible', ["version: '17'", 'network: {', "  publicNetworkAccess: 'Disabled'", '}']),
    '',
    "resource replica 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {",
    "  name: 'pg-orders-copy'",
    "  location: 'northeurope'",
    '  properties: {',
    "    createMode: 'Replica'",
    '    sourceServerResourceId: server.id',
    '    network: {',
    `      publicNetworkAccess: '${access}'`,
    '    }',
    '  }',
    '}',
  ].join('\n');

export const exposedReplica: Rule<NetworkFacts> = {
  meta: {
    id: 'network/exposed-replica',
    title: 'A replica must not be more open than its primary server',
    brief: 'replica more open than its primary server',
    severity: 'high',
    group: 'warning',
    why: 'A replica holds the same data and the same accounts, so whoever reaches it has all that the primary server protects.',
    condition:
      'The server is a replica with public network access, and its primary server has none or lives in a virtual network. A primary server that is not part of what is read cannot be compared.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/read-replica/concepts-read-replicas',
      'https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private',
    ],
    equivalents: {},
    catalogue: ['PGNET022'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    supersedes: ['network/public-access'],
    examples: { failing: example('Enabled'), passing: example('Disabled') },
  },
  judge: (facts, context) => {
    const { resource } = context.server;
    return settingOf(resource, sourcePath) === undefined ? [] : [judgeReplica(facts, context)];
  },
};
