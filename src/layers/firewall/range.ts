import ipaddr from 'ipaddr.js';

/** IPv4 addresses from a first to a last one, both included, each as a number from 0 to 2³²−1. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What a text means as a range, or why it is none. `note` says how it was understood where that is not obvious. */
export type ParsedRange =
  | { readonly ok: true; readonly range: Range; readonly note?: string }
  | { readonly ok: false; readonly message: string };

const addressCount = 2 ** 32;

/** All IPv4 addresses. */
export const everything: Range = { start: 0, end: addressCount - 1 };

const number = '(0|[1-9]\\d{0,2})';
const fourNumbers = new RegExp(`^${number}\\.${number}\\.${number}\\.${number}$`);

/** Reads four decimal numbers without leading zeros, the only spelling that the service takes. */
export function parseAddress(text: string): number | undefined {
  const match = fourNumbers.exec(text);
  if (match === null) return undefined;
  let address = 0;
  for (let index = 1; index <= 4; index++) {
    const octet = Number(match[index]);
    if (octet > 255) return undefined;
    address = address * 256 + octet;
  }
  return address;
}

export function formatAddress(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** "203.0.113.4" for one address, else "203.0.113.0–203.0.113.255". */
export function formatRange({ start, end }: Range): string {
  return start === end ? formatAddress(start) : `${formatAddress(start)}–${formatAddress(end)}`;
}

export function countAddresses({ start, end }: Range): number {
  return end - start + 1;
}

/** Made once: a format is expensive to make, and counts are written for every rule. */
const grouped = new Intl.NumberFormat('en-US');

/** "1 address", "65,536 addresses". */
export function formatCount(count: number): string {
  // Most counts are small, and grouping them takes its time.
  return `${count < 1000 ? String(count) : grouped.format(count)} ${count === 1 ? 'address' : 'addresses'}`;
}

/** The range between two addresses as a firewall rule spells them, or nothing where it would not be valid. */
export function rangeOf(start: string, end: string): Range | undefined {
  const [first, last] = [parseAddress(start), parseAddress(end)];
  return first === undefined || last === undefined || first > last ? undefined : { start: first, end: last };
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function overlaps(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** 0.0.0.0–0.0.0.0 is no address but a sign: it lets in every service of Azure, those of other customers too. */
export function isAzureServices({ start, end }: Range): boolean {
  return start === 0 && end === 0;
}

export const ipv6Message = 'is an IPv6 address; the firewall of Azure Database for PostgreSQL takes IPv4 addresses only';

/** Says whether a text is an IPv6 address or network. */
export function isIpv6(text: string): boolean {
  return text.includes(':') && ipaddr.IPv6.isValid(text.replace(/\/\d+$/, ''));
}

const wanted = 'Enter an IPv4 address, a range such as 203.0.113.4 - 203.0.113.20, or a network such as 203.0.113.0/24.';

function refuse(message: string): ParsedRange {
  return { ok: false, message };
}

function parseOne(text: string): number | ParsedRange {
  if (isIpv6(text)) return refuse(`${text} ${ipv6Message}.`);
  return parseAddress(text) ?? refuse(text === '' ? wanted : `${text} is not an IPv4 address. ${wanted}`);
}

function parseNetwork(text: string, slash: number): ParsedRange {
  const address = parseOne(text.slice(0, slash).trim());
  if (typeof address !== 'number') return address;
  const length = text.slice(slash + 1).trim();
  if (!/^\d{1,2}$/.test(length) || Number(length) > 32) {
    return refuse(`/${length} is not a prefix length: it must be a number from 0 to 32.`);
  }
  const size = 2 ** (32 - Number(length));
  const start = Math.floor(address / size) * size;
  const range = { start, end: start + size - 1 };
  if (start === address) return { ok: true, range };
  const network = `${formatAddress(start)}/${length}`;
  return { ok: true, range, note: `${text} lies in the network ${network}, which is ${formatRange(range)}.` };
}

/**
 * Reads what a person may enter: an address, `first - last`, or a network in CIDR notation. A network whose address has
 * bits behind its prefix is taken as the network that it lies in, and `note` says so. Never throws.
 */
export function parseRange(text: string): ParsedRange {
  const trimmed = text.trim();
  const slash = trimmed.indexOf('/');
  const parts = trimmed.split(/\s*[-–—]\s*/);
  if (slash >= 0 && parts.length === 1) return parseNetwork(trimmed, slash);
  if (parts.length > 2) return refuse(`${trimmed} is not a range. ${wanted}`);
  const [first = '', last = first] = parts;
  const start = parseOne(first);
  if (typeof start !== 'number') return start;
  const end = parseOne(last);
  if (typeof end !== 'number') return end;
  if (start > end) return refuse(`The range ends before it starts: ${last} is smaller than ${first}.`);
  return { ok: true, range: { start, end } };
}
