import type { Path } from '../model/address';
import type { Fact, Reading } from '../model/fact';
import { readSetting } from '../model/fact';
import type { Server } from '../model/resource';
import { settingOf } from '../model/resource';
import type { Subject } from '../model/rule';
import { isUnknown } from '../model/value';

const whyByMode: Readonly<Record<string, string>> = {
  replica: 'the server is a replica, which takes the setting from its primary',
  pointintimerestore: 'the server is restored, which takes the setting from its source',
  georestore: 'the server is restored, which takes the setting from its source',
  revivedropped: 'the server is revived, which brings back the setting that it had',
  update: 'the template changes a server that exists, which keeps the setting that it has',
};

/**
 * Says why a setting that a template leaves out is not the service's default: some ways to create a server take what
 * is not said from another server. Returns `undefined` for a server that is created from nothing.
 */
export function whyInherited({ kind, resource }: Server): string | undefined {
  // A cluster has no way of its creation to name; what it is made from tells.
  if (kind === 'cluster' && settingOf(resource, ['properties', 'sourceResourceId']) !== undefined) return 'the cluster is a replica or restored, which takes the setting from its source';
  const mode = settingOf(resource, ['properties', 'createMode']);
  if (mode === undefined) return undefined;
  if (isUnknown(mode)) return `the way in which the server is created is not known: ${mode.because}`;
  const word = typeof mode === 'string' ? mode.toLowerCase() : '';
  if (word === 'default' || word === 'create') return undefined;
  return whyByMode[word] ?? 'the server is created in a way that is not known here';
}

/** Reads one setting of the server itself; left out, it has its default only on a server that is created from nothing. */
export function readServerSetting<T>({ server }: Subject, path: Path, reading: Reading<T>): Fact<T> {
  const inherited = whyInherited(server);
  return readSetting(server.resource, path, inherited === undefined ? reading : { ...reading, absent: { unknown: inherited } });
}
