import type { Range } from './range';
import { countAddresses, everything, formatAddress, isAzureServices } from './range';

/**
 * A name that every client of the service takes. The sources differ: the documentation says 3 to 128 characters, the
 * library for Flexible Server (2025-08-01) refuses more than 80, another first character and a hyphen at the end.
 * https://learn.microsoft.com/azure/postgresql/network/how-to-networking-servers-deployed-public-access-add-firewall-rules
 */
const shortest = 3;
const longest = 80;

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Says in a sentence why a new firewall rule cannot have a name, or nothing where it can.
 * @param existing the names of the server's rules; the service would overwrite a rule of the same name without asking.
 */
export function validateRuleName(name: string, existing: readonly string[] = []): string | undefined {
  if (name === '') return 'Enter a name for the rule.';
  if (/[^A-Za-z0-9_-]/.test(name)) return 'The name may hold only letters without accents, digits, hyphens and underscores.';
  if (!/^[A-Za-z0-9]/.test(name)) return 'The name must start with a letter or a digit.';
  if (name.endsWith('-')) return 'The name must not end with a hyphen.';
  if (name.length < shortest || name.length > longest) {
    return `The name must be ${shortest} to ${longest} characters long; it has ${name.length}.`;
  }
  const taken = existing.find((other) => sameName(other, name));
  return taken === undefined ? undefined : `The server has a rule ${taken} already, which would be overwritten.`;
}

/** The prefix length of a range that is a whole network. */
function prefixLength(range: Range): number | undefined {
  const bits = Math.log2(countAddresses(range));
  return Number.isInteger(bits) && range.start % 2 ** bits === 0 ? 32 - bits : undefined;
}

function describe(range: Range): string {
  if (isAzureServices(range)) return 'allow-azure-services';
  if (countAddresses(range) === countAddresses(everything)) return 'allow-everyone';
  const dashed = (address: number): string => formatAddress(address).replaceAll('.', '-');
  if (range.start === range.end) return `allow-${dashed(range.start)}`;
  const length = prefixLength(range);
  return length === undefined
    ? `allow-${dashed(range.start)}-to-${dashed(range.end)}`
    : `allow-${dashed(range.start)}-${length}`;
}

/** Proposes a name that says what the rule lets in, and that no rule of the server has yet. */
export function proposeRuleName(range: Range, existing: readonly string[] = []): string {
  const name = describe(range);
  const free = (candidate: string): boolean => !existing.some((other) => sameName(other, candidate));
  let candidate = name;
  for (let number = 2; !free(candidate); number++) candidate = `${name}-${number}`;
  return candidate;
}
