import type { GappedText } from './gapped-text';
import { isWhole } from './gapped-text';

/** How a connection string is written, which decides what its words mean. */
export type Form = 'uri' | 'jdbc' | 'ado' | 'libpq' | 'json';

/** A connection string taken apart. Parts may have gaps. */
export interface Parts {
  readonly form: Form;
  /** Whether it is one of PostgreSQL by how it is written, whatever its host is. */
  readonly certain: boolean;
  readonly host: string | undefined;
  /** Only asked for where the form leaves open which database it is for. */
  readonly port: string | undefined;
  readonly password: string | undefined;
  /** Everything that it sets by name; names in lower case, without spaces, hyphens and underscores. */
  readonly settings: ReadonlyMap<string, string>;
  /** Whether parts that are not known may set something. */
  readonly open: boolean;
}

const uriPattern =
  /(?:^|[\s"'=])(?<prefix>jdbc:|r2dbc:(?:[a-z]+:)?)?(?:postgres(?:ql)?|postgis|pgsql|psql|pgx5?)(?:\+\w+)?:\/\/(?<rest>[^\s"']*)/i;

export const plainName = (name: string): string => name.trim().toLowerCase().replace(/[\s_-]/g, '');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function pairs(parts: readonly string[]): { settings: Map<string, string>; open: boolean } {
  const settings = new Map<string, string>();
  let open = false;
  for (const part of parts) {
    const at = part.indexOf('=');
    // A part without a name may be anything where it is not known.
    if (at < 0 ? !isWhole(part) : !isWhole(part.slice(0, at))) open = true;
    else if (at > 0) settings.set(plainName(part.slice(0, at)), unquoted(part.slice(at + 1).trim()));
  }
  return { settings, open };
}

function unquoted(value: string): string {
  return /^(["']).*\1$/s.test(value) ? value.slice(1, -1) : value;
}

function parseUri(text: string): Parts | undefined {
  const found = uriPattern.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { prefix, rest = '' } = found;
  const question = rest.indexOf('?');
  const before = question < 0 ? rest : rest.slice(0, question);
  // Passwords that nobody encoded may hold slashes, so the last @ ends them.
  const at = before.lastIndexOf('@');
  const [address = ''] = before.slice(at + 1).split('/');
  const [host] = /^(?:\[[^\]]*\]|[^:,]*)/.exec(address) ?? [];
  const user = at < 0 ? '' : before.slice(0, at);
  const colon = user.indexOf(':');
  const { settings, open } = pairs(question < 0 ? [] : rest.slice(question + 1).split(/[&;]/).map(decoded));
  const isJdbc = prefix?.toLowerCase() === 'jdbc:';
  return {
    form: isJdbc ? 'jdbc' : 'uri',
    certain: true,
    host: host === '' ? settings.get('host') : host,
    port: undefined,
    password: colon < 0 ? settings.get('password') : user.slice(colon + 1),
    settings,
    // Of an address that is one gap nobody can tell what is behind it.
    open: open || (question < 0 && !address.includes('.') && !isWhole(address) && !before.includes('/')),
  };
}

/** Splits at semicolons that are not in quotes. */
function splitAdo(text: string): string[] {
  return text.match(/(?:"[^"]*"|'[^']*'|[^;"'])+/g) ?? [];
}

export function fromSettings(form: Form, certain: boolean, settings: ReadonlyMap<string, string>, open: boolean): Parts {
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => settings.get(name)).find((value) => value !== undefined);
  return {
    form,
    certain,
    host: first('host', 'server', 'datasource', 'hostaddr', 'address'),
    port: first('port'),
    password: first('password', 'pwd', 'passwd'),
    settings,
    open,
  };
}

const keywordPattern = /(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|[^\s']+)/g;

function parseKeywords(text: string): Parts | undefined {
  const pdo = /^\s*pgsql:(?!\/\/)(?<rest>.*)$/is.exec(text)?.groups?.['rest'];
  if (pdo !== undefined) {
    const { settings, open } = pairs(splitAdo(pdo));
    return fromSettings('libpq', true, settings, open);
  }
  if (text.includes(';') || !/(?:^|\s)(?:host|hostaddr|dbname)\s*=/i.test(text) || /^\s*\w+:/.test(text)) return undefined;
  const found = [...text.matchAll(keywordPattern)];
  const { settings } = pairs(found.map(([, name = '', value = '']) => `${name}=${value}`));
  const rest = text.replace(keywordPattern, '');
  // The word dbname is libpq's own.
  return settings.size < 2 ? undefined : fromSettings('libpq', settings.has('dbname'), settings, !isWhole(rest));
}

function parseAdo(text: string): Parts | undefined {
  if (!text.includes(';') || !text.includes('=')) return undefined;
  const { settings, open } = pairs(splitAdo(text));
  const parts = fromSettings('ado', false, settings, open);
  const others = ['database', 'initialcatalog', 'username', 'userid', 'user', 'uid', 'password', 'pwd'];
  return parts.host === undefined || !others.some((name) => settings.has(name)) ? undefined : parts;
}

/** Takes a connection string apart, whatever database it is for. Returns nothing for other text. */
export function parseConnectionString({ text }: GappedText): Parts | undefined {
  // Nearly all texts of a template are names and words: none of the forms can do without one of these.
  if (!text.includes('=') && !text.includes(':')) return undefined;
  return parseUri(text) ?? parseKeywords(text) ?? parseAdo(text);
}
