import assert from 'node:assert/strict';

/** What a client understands when it reads a string, by its documentation and not by how the strings are written. */
export interface Understood {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** True where certificate and host name are verified. */
  readonly verifies: boolean;
}

export type Pairs = ReadonlyMap<string, string>;
export type Verifies = (pairs: Pairs) => boolean;

/** Takes pairs one by one and refuses a name that comes twice: clients differ in which one they believe. */
export function collect(pairs: Iterable<readonly [string, string]>): Pairs {
  const all = new Map<string, string>();
  for (const [name, value] of pairs) {
    assert.ok(!all.has(name), `${name} is given twice`);
    all.set(name, value);
  }
  return all;
}

export const required = (pairs: Pairs, name: string): string => {
  const value = pairs.get(name);
  assert.ok(value !== undefined, `${name} is missing`);
  return value;
};

/** libpq's conninfo: words with an equals sign, values in single quotes with backslashes, or bare up to white space. */
export function readKeywords(text: string): Pairs {
  const found: [string, string][] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at += 1;
    if (at >= text.length) return collect(found);
    const name = /^\w+/.exec(text.slice(at))?.[0];
    assert.ok(name !== undefined, `no name at ${at} of ${text}`);
    at += name.length;
    assert.equal(text[at], '=');
    at += 1;
    let value = '';
    const quoted = text[at] === "'";
    if (quoted) at += 1;
    for (;;) {
      const one = text[at];
      if (one === undefined) {
        assert.ok(!quoted, 'a quote is open');
        break;
      }
      if (quoted ? one === "'" : /\s/.test(one)) break;
      if (one === '\\') at += 1;
      value += text[at] ?? '';
      at += 1;
    }
    if (quoted) at += 1;
    found.push([name, value]);
  }
}

export function splitUri(text: string): { readonly scheme: string; readonly pairs: Pairs } & Omit<Understood, 'verifies'> {
  const match = /^([a-z+:]+):\/\/(?:([^@/?]*)@)?([^:/?@]+):(\d+)\/([^?]*)\?(.*)$/.exec(text);
  assert.ok(match, `${text} is no URI`);
  const [, scheme = '', user = '', host = '', port = '', database = '', query = ''] = match;
  assert.match(text, /^[\x21-\x7e]+$/);
  const pairs = query.split('&').map((pair): [string, string] => {
    const [name = '', value = ''] = pair.split('=').map(decodeURIComponent);
    return [name, value];
  });
  return { scheme, host, port: Number(port), user: decodeURIComponent(user), database: decodeURIComponent(database), pairs: collect(pairs) };
}
