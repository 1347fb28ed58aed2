import { inResource } from '../model/address';
import type { FactLine } from '../model/layer';
import { insideTypes } from '../model/inside';
import { settingOf } from '../model/resource';
import type { Subject } from '../model/rule';
import { notConnectedLine, readInside, readWords, type DatabaseFacts } from './inside';

function databaseLine({ resource, name, extensions }: DatabaseFacts, extension: string): FactLine {
  const at = inResource(resource.key);
  if (extensions.kind !== 'set') return { title: name, text: extensions.kind === 'unknown' ? `unknown: ${extensions.because}` : 'unknown', state: 'unknown', at };
  return { title: name, text: extensions.value.includes(extension) ? 'created' : 'not created', state: 'set', at };
}

/** Says yes or no of what the server tells about an extension; nothing where it tells nothing. */
function told(value: unknown, yes: string, no: string): string[] {
  return value === true ? [yes] : value === false ? [no] : [];
}

/**
 * Shows how far an extension has come on a live server: there at all, allow-listed, preloaded, and in which databases it
 * is created, which only a connection to each of them tells.
 */
export function extensionLines(extension: 'pgcrypto' | 'pgaudit', subject: Subject): readonly FactLine[] {
  const { server, snapshot } = subject;
  if (snapshot.origin !== 'live') return [];
  const title = `Extension ${extension} in databases`;
  const inside = readInside(subject);
  if (inside === undefined) return [notConnectedLine(title, server)];
  const state = snapshot.children(server.resource.key, insideTypes.extension).items.find(({ name }) => name === extension);
  const property = (name: string): unknown => (state === undefined ? undefined : settingOf(state, ['properties', name]));
  const at = inResource(state?.key ?? inside.reading.key);
  if (property('available') === false) return [{ title, text: `not on this server · ${readWords(inside)}`, state: 'set', at }];
  const created = inside.databases.filter(({ extensions }) => extensions.kind === 'set' && extensions.value.includes(extension)).map(({ name }) => name);
  const unread = inside.databases.filter(({ extensions }) => extensions.kind !== 'set').length;
  const parts = [
    created.length > 0 ? `created in ${created.join(', ')}` : 'created in none',
    ...(unread > 0 ? [`${unread} not looked into`] : []),
    ...told(property('allowed'), 'allow-listed', 'not in azure.extensions'),
    ...(extension === 'pgaudit' ? told(property('preloaded'), 'preloaded', 'not preloaded') : []),
    readWords(inside),
  ];
  return [{ title, text: parts.join(' · '), state: 'set', at, details: inside.databases.map((database) => databaseLine(database, extension)) }];
}
