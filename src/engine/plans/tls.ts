import { inResource } from '../../model/address';
import type { Change } from '../../model/fix';
import { isOneServer, kindNames, nameOf, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import type { ConnectedClients } from '../connected-clients';
import { cutOffWords } from '../cut-off-words';
import { planned } from '../plan';
import { parameterChanges, parameterState, parametersToChange, parametersWanted, parameterValue, type WantedParameter } from './parameters';
import type { Proposal } from './proposal';

const serverValue = (snapshot: Snapshot, { server }: Subject, name: string): string => {
  const resource = snapshot.resource(server.resource.key);
  const value = resource === undefined ? undefined : settingOf(resource, ['properties', name]);
  return typeof value === 'string' ? value : 'not set';
};

/** Plans that connections without TLS are refused. */
export function planTlsEnforcement(subject: Subject, clients: ConnectedClients | undefined): Proposal {
  const { server, snapshot } = subject;
  const label = nameOf(server.resource);
  if (!isOneServer(server)) return { refused: `${label} is a ${kindNames[server.kind]}, which takes no connection without TLS.` };
  const common = {
    title: `Enforce TLS on ${label}`,
    confirm: 'Enforce TLS',
    effects: [planned('interrupts', 'Clients without TLS are refused; those that use it notice nothing.')],
    cutOff: cutOffWords(clients, { what: 'plaintext' }),
  };
  const detail = ['Connections without TLS are refused from then on. The server does not restart.'];
  if (server.kind === 'single') {
    if (serverValue(snapshot, subject, 'sslEnforcement').toLowerCase() === 'enabled') return { refused: `${label} enforces TLS already.` };
    const at = inResource(server.resource.key, 'properties', 'sslEnforcement');
    return {
      plan: {
        ...common,
        detail,
        changes: [{ kind: 'set', at, value: 'Enabled' }],
        state: (after) => `sslEnforcement = ${serverValue(after, subject, 'sslEnforcement')}`,
        wanted: 'sslEnforcement = Enabled',
      },
    };
  }
  const wanted: readonly WantedParameter[] = [{ name: 'require_secure_transport', value: 'on' }];
  if (parametersToChange(subject, wanted).length === 0) return { refused: `${label} enforces TLS already.` };
  return {
    plan: {
      ...common,
      detail,
      changes: parameterChanges(subject, wanted),
      state: (after) => parameterState({ ...subject, snapshot: after }, wanted),
      wanted: parametersWanted(wanted),
    },
  };
}

export const minimumTlsVersions = ['1.2', '1.3'] as const;

export type MinimumTls = (typeof minimumTlsVersions)[number];

/** Plans the oldest TLS version that a server accepts: 1.2 or 1.3 of a Flexible Server, 1.2 of a Single Server. */
export function planMinimumTls(subject: Subject, version: MinimumTls, clients: ConnectedClients | undefined): Proposal {
  const { server, snapshot } = subject;
  const label = nameOf(server.resource);
  if (!isOneServer(server)) return { refused: `${label} is a ${kindNames[server.kind]}, of which the TLS version cannot be set from here.` };
  const common = {
    title: `Require TLS ${version} on ${label}`,
    confirm: `Require TLS ${version}`,
    effects: [planned('interrupts', `Clients that know no TLS ${version} are refused; others notice nothing.`)],
    cutOff: cutOffWords(clients, { what: 'old-tls', before: `TLSv${version}` }),
  };
  if (server.kind === 'single') {
    if (version === '1.3') return { refused: `${label} is a Single Server, which knows TLS up to 1.2.` };
    if (serverValue(snapshot, subject, 'minimalTlsVersion').toLowerCase() === 'tls1_2') return { refused: `${label} requires TLS 1.2 already.` };
    const path = (name: string) => inResource(server.resource.key, 'properties', name);
    const enforced = serverValue(snapshot, subject, 'sslEnforcement').toLowerCase() === 'enabled';
    const changes: readonly Change[] = [
      ...(enforced ? [] : [{ kind: 'set', at: path('sslEnforcement'), value: 'Enabled' } as const]),
      { kind: 'set', at: path('minimalTlsVersion'), value: 'TLS1_2' },
    ];
    return {
      plan: {
        ...common,
        detail: [`Older clients are refused from then on.${enforced ? '' : ' TLS is enforced with it, which a minimum version takes.'}`],
        changes,
        state: (after) => `minimalTlsVersion = ${serverValue(after, subject, 'minimalTlsVersion')}`,
        wanted: 'minimalTlsVersion = TLS1_2',
      },
    };
  }
  if (version === '1.2' && parameterValue(subject, 'ssl_min_protocol_version')?.toLowerCase() === 'tlsv1.3') return { refused: `${label} requires TLS 1.3 already, which is more.` };
  const highest = parameterValue(subject, 'ssl_max_protocol_version') ?? '';
  // A highest version below the lowest would let nobody in.
  const raised: readonly WantedParameter[] = version === '1.3' && highest.toLowerCase() === 'tlsv1.2' ? [{ name: 'ssl_max_protocol_version', value: 'TLSv1.3' }] : [];
  const wanted: readonly WantedParameter[] = [...raised, { name: 'ssl_min_protocol_version', value: `TLSv${version}` }];
  if (parametersToChange(subject, wanted).length === 0) return { refused: `${label} requires TLS ${version} already.` };
  return {
    plan: {
      ...common,
      detail: [
        'Older clients are refused from then on. The server does not restart.',
        ...(raised.length === 0 ? [] : ['The highest version that the server accepts is raised with it; it would let nobody in otherwise.']),
      ],
      changes: parameterChanges(subject, wanted),
      state: (after) => parameterState({ ...subject, snapshot: after }, wanted),
      wanted: parametersWanted(wanted),
    },
  };
}
