import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** Where to connect to. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** A host name or address, an address of IPv6 in brackets where a port follows. */
const form = /^(?:\[([0-9a-f:.]+)\]|([^\s:/@[\]\p{C}]+)|([0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*))(?::(\d{1,5}))?$/iu;

/**
 * The name as DNS and certificates spell it: letters that only look like those of another name are then seen to be
 * others, and an address that is written as a number is seen to be one.
 */
const spelled = (name: string): string => domainToASCII(name).replace(/\.$/, '');

/** Reads what a person typed. @returns nothing where it is no host, or a host and a port. */
export function readPlace(text: string): HostAndPort | undefined {
  const [, bracketed, name, bare, digits = '5432'] = form.exec(text.trim()) ?? [];
  const address = bracketed ?? bare;
  const port = Number(digits);
  if (port < 1 || port > 65_535 || (address !== undefined && isIP(address) === 0)) return undefined;
  const host = address ?? (name === undefined ? '' : spelled(name));
  return host === '' || host.length > 253 ? undefined : { host, port };
}

/** As it is read again. */
export const shownPlace = ({ host, port }: HostAndPort): string => (isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`);
