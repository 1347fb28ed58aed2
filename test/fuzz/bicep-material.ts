import type { Material } from './mutate';

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

export const bicepMaterial: Material = { seeds, scraps };
