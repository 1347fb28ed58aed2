import { isObject, textOf } from './message';
import type { Answer } from './message';
import type { RequestContext } from './request-context';
import { page } from './request-context';
import { serverTypes } from './resource-types';
import type { StoredServer } from './store';
import { serverBody } from './store';

/** Answers the read replicas of a server: whole servers, in any region of the subscription. */
export function answerReplicas(context: RequestContext, server: StoredServer): Answer {
  const id = server.id.toLowerCase();
  const replicas = context.store.servers(server.kind, server.subscriptionId).filter((other) => {
    const { properties } = other.read().body;
    const source = isObject(properties) ? textOf(properties.sourceServerResourceId) || textOf(properties.masterServerId) : '';
    return source.toLowerCase() === id;
  });
  return page(context, replicas, serverBody);
}

/** Answers the log files that a server offers for download: one for today where it is set to. */
export function answerLogFiles(context: RequestContext, server: StoredServer): Answer {
  const { parameters } = server.read();
  if (parameters.get('logfiles.download_enable')?.value !== 'on') return { status: 200, body: { value: [] } };
  const day = new Date(context.now).toISOString().slice(0, 10);
  const name = `serverlogs/postgresql_${day.replaceAll('-', '_')}_00_00_00.log`;
  const ends = new Date(context.now + 10 * 60_000).toISOString();
  // Whoever has the address can read the file: a signature is part of it.
  const url = `https://emulated.file.core.windows.net/${server.name}/${name}?sv=2015-04-05&sr=f&se=${encodeURIComponent(ends)}&sp=r&sig=emulated`;
  const properties = { createdTime: `${day}T00:00:00Z`, lastModifiedTime: new Date(context.now).toISOString(), sizeInKb: 128, type: 'ServerLogs', url };
  return { status: 200, body: { value: [{ properties, id: `${server.id}/logFiles/${name}`, name, type: `${serverTypes[server.kind]}/logFiles` }] } };
}
