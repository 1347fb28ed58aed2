import type { Fix } from '../../model/fix';
import type { FoundString } from './carriers';

/** Writes a mode into a string that is wholly known. */
function withFullVerification(text: string, { string: { form } }: FoundString): string | undefined {
  if (form === 'ado') {
    const kept = text.split(';').filter((part) => part.trim() !== '' && !/^\s*(?:ssl\s?mode|trust\s?server\s?certificate)\s*=/i.test(part));
    return `${[...kept, 'SSL Mode=VerifyFull'].join(';')};`;
  }
  if (form === 'libpq' || form === 'json' || !/^\s*\S+:\/\/[^\s"']*$/.test(text)) return undefined;
  const [address = '', query = ''] = text.split('?', 2);
  const kept = query.split('&').filter((part) => part !== '' && !/^(?:ssl|sslmode|sslfactory)=/i.test(part));
  return `${address}?${[...kept, 'sslmode=verify-full'].join('&')}`;
}

/**
 * The fix that makes a client verify the server. A string with a password gets none: a change would carry the password,
 * which belongs out of the file anyway.
 */
export function verifyFully(found: FoundString): Fix | undefined {
  const { at, name, value, string, isSetting, inCase } = found;
  if (at.in !== 'resource' || inCase === true || typeof value !== 'string' || string.password !== 'none') return undefined;
  if (isSetting === true && name !== 'PGSSLMODE') return undefined;
  const better = isSetting === true ? 'verify-full' : withFullVerification(value, found);
  if (better === undefined) return undefined;
  // The client has to find the roots that it trusts, which most do by themselves.
  return { title: 'Verify the server in full', effect: 'interrupts', changes: [{ kind: 'set', at, value: better }] };
}
