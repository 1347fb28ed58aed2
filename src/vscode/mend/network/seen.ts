import type { CutOffQuestion } from '../../../engine/changes/cut-off';
import type { Asking } from '../remedy';

/** Who was connected when somebody looked into the server, where somebody has. */
export function seenBy({ services, fleetServer }: Asking): CutOffQuestion['seen'] {
  const connected = services.inside.clients(fleetServer.summary.id);
  if (connected === undefined) return undefined;
  const clients = connected.sessions.flatMap(({ role, application, address, tls, signIn, count }) =>
    Array.from({ length: count }, () => ({
      who: application === '' ? role : `${role} (${application})`,
      ...(address === undefined ? {} : { address }),
      ...(tls === 'unknown' ? {} : { tls: tls === 'on' }),
      ...(signIn === 'unknown' ? {} : { password: signIn !== 'entra' }),
    })),
  );
  return { when: `at ${connected.at.slice(0, 16).replace('T', ' ')} UTC`, clients };
}
