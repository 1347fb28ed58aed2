/**
 * Throws broken Bicep at the parser: `node --import tsx test/fuzz/bicep.fuzz.ts --seconds 60 --seed 1`. It stops with
 * exit code 1 and prints the text at the first crash, slow parse, wrong span, or intact statement that was lost.
 */
import { parseArgs } from 'node:util';
import { parseBicep } from '../../src/sources/bicep/parser';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
});

const seeds = [
  "@secure()\n@description('x')\nparam password string\nparam n int = 1 + 2 * -3\nparam t 'a' | 'b' = 'a'\n",
  "type t = {\n  @minLength(1)\n  name: string\n  kind: ('a' | 'b')[]?\n  *: int\n}\ntype u = [string, int]\n",
  "resource s 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = if (deploy) {\n  name: 'pg-${name}-${uniqueString(resourceGroup().id)}'\n  properties: {\n    network: { publicNetworkAccess: 'Disabled' }\n  }\n  resource rule 'firewallRules' = [for (r, i) in rules: if (r.ok) {\n    name: r.?name ?? 'rule${i}'\n    properties: { startIpAddress: r[0].from, endIpAddress: r[^1]!.to }\n  }]\n}\n",
  "module m './net.bicep' = {\n  params: {\n    ...base\n    items: map(list, (x, i) => { a: x[?i] ?? s::rule.id })\n  }\n}\noutput o string = a\n  ? '''\nraw ${no}\n'''\n  : $'''\nyes ${yes}\n'''\n",
  "import { a, b as c } from 'x.bicep'\nimport * as m from 'y.bicep'\nextension graph with { k: 'v' } as g\nfunc f(a string, b int?) string => '${a}-${b}'\nvar v string = f('a', 1)\nassert ok = a == b && !c || d !~ e\n",
  "using 'main.bicep' with { a: 1 }\nextends 'base.bicepparam'\nparam p = readEnvironmentVariable('P', '')\nextensionConfig k with {\n  a: 1\n}\n",
  "param a resourceInput<'A.B/c@2024-08-01'>.properties.network?\n#disable-next-line BCP037 tls-minimum-version\nvar x = [\n  1 // one\n  /* two */ 2\n  ...rest\n]\n",
];
const scraps = [
  '{', '}', '[', ']', '(', ')', "'", "'''", '${', '$', '\n', '\r\n', ':', '::', ',', '.', '.?', '?', '??', '!', '@', '#', '/*', '*/', '//', '=', '=>', '|', '<', '>', '\\',
  '\\u{', '"', ';', 'for', 'if', 'in', 'resource ', 'param x ', "\nresource b 'c' = {\n", '\nvar y = ', '\u0000', '\uD800', '\u00e9', '...', '[for a in b: ', '(a, b) => ', '=== ', '9',
];

let state = Number(options.seed) >>> 0;

/** Returns a number from 0 to below the limit (mulberry32). */
function random(limit: number): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
}

function pick<T>(list: readonly T[]): T {
  return list[random(list.length)] as T;
}

function mutate(text: string): string {
  const at = random(text.length + 1);
  const to = Math.min(text.length, at + random(1 + random(60)));
  switch (random(7)) {
    case 0: return text.slice(0, at) + text.slice(to);
    case 1: return text.slice(0, at) + pick(scraps) + text.slice(at);
    case 2: return text.slice(0, at) + text.slice(at, to).repeat(1 + random(5)) + text.slice(to);
    case 3: return text.slice(0, at) + pick(scraps).repeat(1 + random(300)) + text.slice(at);
    case 4: return text.slice(0, at) + String.fromCharCode(random(random(4) === 0 ? 65536 : 128)) + text.slice(at);
    case 5: return text.slice(0, at) + pick(seeds).slice(random(200)) + text.slice(at);
    default: return text.slice(0, at);
  }
}

/** Returns what is wrong with the spans of the tree, or undefined: children must lie within their parent, in bounds. */
function wrongSpan(root: object, length: number): string | undefined {
  const pending: { node: object; start: number; end: number; path: string }[] = [{ node: root, start: 0, end: length, path: '' }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    let { start, end } = next;
    if ('start' in next.node && 'end' in next.node) {
      const own = next.node as { start: number; end: number };
      if (!(own.start >= start && own.start <= own.end && own.end <= end)) {
        return `${next.path}: ${own.start}..${own.end} is not within ${start}..${end}`;
      }
      ({ start, end } = own);
    }
    for (const [key, value] of Object.entries(next.node)) {
      if (typeof value === 'object' && value !== null) pending.push({ node: value as object, start, end, path: `${next.path}/${key}` });
    }
  }
  return undefined;
}

function fail(text: string, reason: string): never {
  console.error(`${reason}\n${JSON.stringify(text)}`);
  process.exit(1);
}

/** An intact statement in column 0 must survive whatever precedes it, but an open comment or multi-line string. */
function check(text: string): void {
  const whole = `${text}\nparam intact string = 'yes'\n`;
  const before = performance.now();
  const { program, diagnostics } = parseBicep(whole);
  if (performance.now() - before > 250 + whole.length / 200) {
    // A pause of the garbage collector is no fault: only what is slow twice counts.
    const again = performance.now();
    parseBicep(whole);
    if (performance.now() - again > 250 + whole.length / 200) fail(whole, `Slow: ${performance.now() - again} ms`);
  }
  const wrong = wrongSpan(program, whole.length) ?? wrongSpan(diagnostics, whole.length);
  if (wrong !== undefined) fail(whole, wrong);
  if (text.includes('/*') || text.includes("'''")) return;
  const intact = program.statements.some((statement) => statement.kind === 'parameter' && statement.name.text === 'intact' && statement.value?.kind === 'string');
  if (!intact) fail(whole, 'The intact statement was lost.');
}

const until = performance.now() + Number(options.seconds) * 1000;
let executions = 0;
let characters = 0;
while (performance.now() < until) {
  let text = random(50) === 0 ? Array.from({ length: random(2000) }, () => String.fromCharCode(random(256))).join('') : pick(seeds);
  for (let rounds = 1 + random(12); rounds > 0; rounds--) text = mutate(text);
  try {
    check(text);
  } catch (error) {
    fail(text, String(error));
  }
  executions++;
  characters += text.length;
}
console.log(`${executions} executions, ${(characters / 1e6).toFixed(1)} million characters, seed ${options.seed}: no fault.`);
