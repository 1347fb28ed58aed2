import { ProgressLocation, window } from 'vscode';
import { abortOn } from '../abort-on';
import { UserMessage } from '../user-message';
import type { Asking } from './remedy';

/**
 * Reads the server now, whatever was known of it: a list that is written as a whole, or an administrator that must not
 * be the last, is planned on what is true at this moment only.
 * @throws UserMessage where it cannot be read.
 */
export async function readAgain(asking: Asking): Promise<Asking> {
  const { services, server } = asking;
  const { id, name } = asking.fleetServer.summary;
  const options = { location: ProgressLocation.Notification, title: `Reading ${name}`, cancellable: true };
  const fleetServer = await window.withProgress(options, (_progress, token) => services.fleet.read(id, abortOn(token)));
  const { snapshot, state, message } = fleetServer;
  const again = snapshot?.servers.find(({ resource }) => resource.key === server.resource.key);
  if (snapshot === undefined || again === undefined || state !== 'read') {
    throw new UserMessage(message ?? `${name} could not be read again, and no change is made to what is not known.`);
  }
  const read = { fleetServer, snapshot, server: again };
  asking.onReadAgain(read);
  return { ...asking, ...read };
}
