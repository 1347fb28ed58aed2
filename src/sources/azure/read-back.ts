import type { JsonObject } from '../../model/value';
import { isJsonObject } from '../../model/value';
import type { Connection } from './connection';
import type { ServerId } from './server-id';

/** A child that the changes before have added. */
export interface AddedChild {
  readonly segment: string;
  readonly name: string;
  readonly properties: JsonObject;
}

const isSame = (written: unknown, read: unknown): boolean =>
  typeof written === 'string' && typeof read === 'string' ? written.toLowerCase() === read.toLowerCase() : JSON.stringify(written) === JSON.stringify(read);

/**
 * Reads what was added before something is deleted: a rule that takes the place of another has to be there, with what was
 * written, before the other goes. Rejects where it is not.
 */
export async function readBackAdded(connection: Connection, server: ServerId, added: readonly AddedChild[], versionOf: (segment: string) => string, signal: AbortSignal): Promise<void> {
  for (const { segment, name, properties } of added) {
    const read = await connection.send({ path: `${server.id}/${segment}/${name}?api-version=${versionOf(segment)}`, signal }).catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw new Error(`${name} was added before, and could not be read back, so nothing was deleted`, { cause: error });
    });
    const now = isJsonObject(read) && isJsonObject(read['properties']) ? read['properties'] : {};
    if (Object.entries(properties).every(([key, value]) => isSame(value, now[key]))) continue;
    throw new Error(`${name} was added before, and reading it back shows something else, so nothing was deleted`);
  }
}
