import { configurationType } from '../../model/fix';
import { nameOf, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { planned, type Plan } from '../plan';

/** The parameters whose new values wait for a restart, of those that were read. */
export function waitingForRestart(snapshot: Snapshot, { server }: Subject): readonly string[] {
  const { items } = snapshot.children(server.resource.key, configurationType(server) ?? '');
  return items.filter((item) => settingOf(item, ['properties', 'isConfigPendingRestart']) === true).map(nameOf);
}

const inWords = (names: readonly string[]): string => (names.length === 0 ? 'no parameter waits for a restart' : `a restart is needed for ${names.join(', ')}`);

/** Plans a restart, which puts parameters into effect that wait for it. */
export function planRestart(subject: Subject): Plan {
  const { server, snapshot } = subject;
  const label = nameOf(server.resource);
  const waiting = waitingForRestart(snapshot, subject);
  return {
    title: `Restart ${label}`,
    detail: waiting.length === 0 ? ['No parameter that is read here waits for it.'] : [`Puts into effect: ${waiting.join(', ')}.`],
    confirm: 'Restart Server',
    changes: [{ kind: 'action', resource: server.resource.key, action: 'restart' }],
    effects: [planned('restart')],
    cutOff: ['Everybody who is connected: their sessions end when the server restarts.'],
    noWayBack: 'A restart cannot be taken back.',
    state: (after) => inWords(waitingForRestart(after, subject)),
    wanted: inWords([]),
  };
}
