/** Percent-encodes everything that means something to a URI or a shell, the few that encodeURIComponent leaves too. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** What is a folder to an address and not a name. */
export const isDots = (text: string): boolean => text === '.' || text === '..';

const plain = /^[\w.@-]+$/;

/** Quotes a value of libpq's keyword form, which Rust's tokio-postgres reads too. */
export const quoteLibpq = (text: string): string => (plain.test(text) ? text : `'${text.replace(/[\\']/g, (one) => `\\${one}`)}'`);

/** Quotes a value of an ADO.NET connection string. */
export const quoteAdo = (text: string): string => (plain.test(text) ? text : `"${text.replaceAll('"', '""')}"`);

/** A string literal of JavaScript, Python, Java, C#, Go and Rust: without control characters they agree on these escapes. */
export const quoteLiteral = (text: string): string => `"${text.replace(/[\\"]/g, (one) => `\\${one}`)}"`;

/** A double-quoted scalar of YAML that ERB, which runs first in Rails, leaves alone. */
export const quoteYaml = (text: string): string => quoteLiteral(text).replaceAll('<', '\\x3C');

/** A literal of PHP in which nothing is replaced. */
export const quotePhp = (text: string): string => `'${text.replace(/[\\']/g, (one) => `\\${one}`)}'`;

/** A word of a POSIX shell. */
export const quoteShell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A word of PowerShell, which takes typographic quotes for quotes too. */
export const quotePowerShell = (text: string): string => `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
