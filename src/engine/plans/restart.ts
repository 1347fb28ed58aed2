import { configurationType } from '../../model/fix';
import { nameOf, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { isObject } from '../../model/value';
import { planned, type Plan } from '../plan';

/** The parameters whose new values wait for a restart, of those that were read. */
export function waitingForRestart(snapshot: Snapshot, { server }: Subject): readonly string[] {
  const { items } = snapshot.children(server.resource.key, configurationType(server) ?? '');
  return items.filter((item) => settingOf(item, ['properties', 'isConfigPendingRestart']) === true).map(nameOf);
}

const inWords = (names: readonly string[]): string => (names.length === 0 ? 'no parameter waits for a restart' : `a restart is needed for ${names.join(', ')}`);

/** What is known after a restart: of a cluster Azure does not tell which parameters wait for one. */
function stateOf(snapshot: Snapshot, subject: Subject): string {
  const { kind, resource } = subject.server;
  if (kind !== 'cluster') return inWords(waitingForRestart(snapshot, subject));
  const state = snapshot.servers.find(({ resource: { key } }) => key === resource.key)?.resource.body['properties'];
  const word = isObject(state) ? state['state'] : undefined;
  return typeof word === 'string' ? `the cluster is ${word.toLowerCase()}` : 'the state of the cluster is not known';
}

const nothingWaits = 'No parameter that is read here waits for it.';

/** Plans a restart, which puts parameters into effect that wait for it. */
export function planRestart(subject: Subject): Plan {
  const { server, snapshot } = subject;
  const label = nameOf(server.resource);
  const waiting = waitingForRestart(snapshot, subject);
  const isCluster = server.kind === 'cluster';
  const what = isCluster ? 'Azure does not tell which parameters of a cluster wait for it.' : waiting.length === 0 ? nothingWaits : `Puts into effect: ${waiting.join(', ')}.`;
  return {
    title: `Restart ${label}`,
    detail: [what, ...(isCluster ? ['All of its nodes restart.'] : [])],
    confirm: 'Restart Server',
    changes: [{ kind: 'action', resource: server.resource.key, action: 'restart' }],
    effects: [planned('restart')],
    cutOff: ['Everybody who is connected: their sessions end when the server restarts.'],
    noWayBack: 'A restart cannot be taken back.',
    state: (after) => stateOf(after, subject),
    wanted: isCluster ? 'the cluster is ready' : inWords([]),
  };
}
