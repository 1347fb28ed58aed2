import type { CutOffQuestion } from '../../../engine/changes/cut-off';
import type { Asking } from '../remedy';

/** Who was connected when somebody looked into the server, where somebody has. */
export function seenBy({ services, fleetServer }: Asking): CutOffQuestion['seen'] {
  return services.inside.clients(fleetServer.summary.id);
}
