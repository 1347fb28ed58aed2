import type { Json } from '../../../model/value';
import type { Functions } from './function-call';
import { plain } from './function-call';

/** A range of IPv4 addresses, as numbers. Ranges of IPv6 are not computed: no firewall rule of PostgreSQL has any. */
interface Range {
  readonly first: number;
  readonly prefix: number;
}

function numberOfAddress(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

const addressOf = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

const sizeOf = (prefix: number): number => 2 ** (32 - prefix);

function parse(text: Json | undefined): Range | undefined {
  const [address = '', prefix] = typeof text === 'string' ? text.split('/') : [];
  const [start, bits] = [numberOfAddress(address), Number(prefix)];
  if (start === undefined || prefix === undefined || !/^\d{1,2}$/.test(prefix) || bits > 32) return undefined;
  return { first: start - (start % sizeOf(bits)), prefix: bits };
}

const isIndex = (value: Json | undefined): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;

/**
 * As Resource Manager computes them: hosts are counted from the first one that can be used.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-cidr
 */
export const addresses: Functions = {
  parsecidr: plain((text) => {
    const range = parse(text);
    if (range === undefined) return undefined;
    const { first, prefix } = range;
    const last = first + sizeOf(prefix) - 1;
    const margin = prefix < 31 ? 1 : 0;
    return {
      network: addressOf(first),
      netmask: addressOf(2 ** 32 - sizeOf(prefix)),
      broadcast: addressOf(last),
      firstUsable: addressOf(first + margin),
      lastUsable: addressOf(last - margin),
      cidr: prefix,
    };
  }),
  cidrsubnet: plain((text, prefix, index) => {
    const range = parse(text);
    if (range === undefined || !isIndex(prefix) || !isIndex(index) || prefix > 32 || prefix < range.prefix) return undefined;
    return index < 2 ** (prefix - range.prefix) ? `${addressOf(range.first + index * sizeOf(prefix))}/${prefix}` : undefined;
  }),
  cidrhost: plain((text, index) => {
    const range = parse(text);
    if (range === undefined || !isIndex(index)) return undefined;
    const host = index + (range.prefix < 31 ? 1 : 0);
    return host < sizeOf(range.prefix) ? addressOf(range.first + host) : undefined;
  }),
};
