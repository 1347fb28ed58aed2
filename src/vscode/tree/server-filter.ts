import { isObject, valueAt } from '../../model/value';
import type { FleetServer } from '../fleet';
import { worst } from './summary';

/** What a server's worst finding comes to: a level, nothing, or that nobody has looked yet. */
export type Worst = 'error' | 'warning' | 'info' | 'clean' | 'unread';

export const worsts: readonly Worst[] = ['error', 'warning', 'info', 'clean', 'unread'];

export function worstOf({ digest }: FleetServer): Worst {
  return digest === undefined ? 'unread' : (worst(digest.findings) ?? 'clean');
}

/** Says whether a server is one of those that are looked for. */
export type ServerFilter = (server: FleetServer, subscription: string) => boolean;

const includes = (text: string, part: string): boolean => text.toLowerCase().includes(part);

function hasTag(server: FleetServer, wanted: string): boolean {
  const tags = valueAt(server.summary.body, ['tags']);
  if (!isObject(tags)) return false;
  const [name = '', value] = wanted.split('=');
  return Object.entries(tags).some(([key, one]) => key.toLowerCase() === name && (value === undefined || (typeof one === 'string' && one.toLowerCase() === value)));
}

/** Reads what somebody typed: words of a name, `tag:NAME`, `tag:NAME=VALUE` and `level:error`; all of them must hold. */
export function readServerFilter(text: string): ServerFilter {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return (server, subscription) =>
    words.every((word) => {
      if (word.startsWith('tag:')) return hasTag(server, word.slice(4));
      if (word.startsWith('level:')) return worstOf(server) === word.slice(6);
      const { name, resourceGroup } = server.summary;
      return includes(name, word) || includes(resourceGroup, word) || includes(subscription, word);
    });
}

/** Says what is wrong with what somebody typed, or nothing. */
export function checkServerFilter(text: string): string | undefined {
  const level = /(?:^|\s)level:(\S*)/i.exec(text)?.[1];
  if (level !== undefined && !worsts.some((one) => one === level.toLowerCase())) return `level: takes ${worsts.join(', ')}.`;
  return /(?:^|\s)tag:(?:=|\s|$)/i.test(text) ? 'tag: takes the name of a tag, or NAME=VALUE.' : undefined;
}
