import { defaultSettings } from '../../model/settings';
import type { Range } from './range';
import { contains, countAddresses, isAzureServices, overlaps, parseRange } from './range';

function network(text: string): Range {
  const parsed = parseRange(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.range;
}

/**
 * Addresses that the service never sees as the source of a connection over the internet: "this network", private ones
 * (RFC 1918), those between a carrier and its customers (RFC 6598), loopback, link-local, multicast and reserved ones.
 * https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const reserved: readonly Range[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
].map(network);

/** Those of them that no virtual network has either: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq */
const nobodys: readonly Range[] = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].map(network);

/** Whether nothing can connect to a server from the address, over the internet or from a network. */
export function isNobodys(address: number): boolean {
  return nobodys.some((range) => contains(range, { start: address, end: address }));
}

/** Joins ranges that overlap or touch; the result is sorted. */
export function union(ranges: readonly Range[]): readonly Range[] {
  const joined: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && range.start <= last.end + 1) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else joined.push(range);
  }
  return joined;
}

/** How many different addresses the ranges hold, each counted once. */
export function countUnion(ranges: readonly Range[]): number {
  return union(ranges).reduce((sum, range) => sum + countAddresses(range), 0);
}

/** The parts of a range that are in none of the others. */
export function without(range: Range, others: readonly Range[]): readonly Range[] {
  let parts: readonly Range[] = [range];
  for (const hole of others) {
    // Most ranges have nothing to do with most others.
    if (!overlaps(range, hole)) continue;
    parts = parts.flatMap((part) => {
      if (!overlaps(part, hole)) return [part];
      const before = { start: part.start, end: hole.start - 1 };
      const after = { start: hole.end + 1, end: part.end };
      return [before, after].filter(({ start, end }) => start <= end);
    });
  }
  return parts;
}

/** The parts of a range that can be the source of a connection over the internet. */
export function publicParts(range: Range): readonly Range[] {
  return without(range, reserved);
}

/** How many different public addresses the ranges hold. */
export function countPublic(ranges: readonly Range[]): number {
  return countUnion(ranges.flatMap(publicParts));
}

/** Says whether no address of the range can be the source of a connection over the internet. */
export function isPrivateRange(range: Range): boolean {
  return publicParts(range).length === 0;
}

/** From one /8 on, which is one in 256 of all addresses, a range is nobody's own: it counts as the internet. */
export const internetFrom = 2 ** 24;

/** What a firewall rule's range amounts to. Each range is of one class, so that one cause has one finding. */
export type RangeClass = 'azure-services' | 'internet' | 'broad' | 'private' | 'narrow';

/** @param most how many public addresses a range may hold that is not broad. */
export function classOf(range: Range, most = defaultSettings.broadRange): RangeClass {
  if (isAzureServices(range)) return 'azure-services';
  // Most ranges are small, and what is not public makes no range larger.
  const count = countAddresses(range) <= most ? 0 : countPublic([range]);
  if (count >= internetFrom) return 'internet';
  if (count > most) return 'broad';
  const { start, end } = range;
  const startsOrEndsPrivate = reserved.some((hole) => contains(hole, { start, end: start }) || contains(hole, { start: end, end }));
  return startsOrEndsPrivate ? 'private' : 'narrow';
}
