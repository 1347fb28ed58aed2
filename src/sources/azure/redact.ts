/** The longest text of others that a message holds. */
const longest = 400;

/** What must not be read, wherever it stands: tokens by their shape, what follows `Bearer`, secrets by their name. */
const secrets: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g, '[token]'],
  [/\b(Bearer)\s+(?!realm|authorization_uri|error)[\w.~+/=-]{8,}/gi, '$1 [token]'],
  [/\b(password|passwd|pwd|secret|client_secret|access_?key|accountkey|sig|signature|assertion|refresh_token|access_token)(["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&}]+)/gi, '$1$2[hidden]'],
  // The addresses of operations carry a signature and a certificate in their query.
  [/(https?:\/\/[^\s?'"<>]+)\?[^\s'"<>]*/gi, '$1'],
];

/** Makes text that came from outside fit to be shown: one short line of plain text without tokens and other secrets. */
export function redact(text: string): string {
  const plain = /^\s*<(?:!doctype|html|\?xml)/i.test(text) ? text.replace(/<(style|script)\b[^]*?<\/\1>|<[^>]*>/gi, ' ') : text;
  const safe = secrets.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), plain);
  const line = safe.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
