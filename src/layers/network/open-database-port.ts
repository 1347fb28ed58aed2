import type { WideContext, WideRule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import type { SecurityRule } from './security-rules';
import { isEverybody, isEverywhere, isWord, portsIn, securityGroups, strangersIn } from './security-rules';

const example = (source: string): string =>
  [
    "resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {",
    "  name: 'postgresql'",
    "  location: 'westeurope'",
    '  properties: {',
    '    securityRules: [',
    '      {',
    "        name: 'postgresql'",
    '        properties: {',
    '          priority: 100',
    "          direction: 'Inbound'",
    "          access: 'Allow'",
    "          protocol: 'Tcp'",
    `          sourceAddressPrefix: '${source}'`,
    "          sourcePortRange: '*'",
    "          destinationAddressPrefix: '*'",
    "          destinationPortRange: '5432'",
    '        }',
    '      }',
    '    ]',
    '  }',
    '}',
  ].join('\n');

const isTcp = ({ protocol }: SecurityRule): boolean => protocol === undefined || isUnknown(protocol) || isWord(protocol, 'tcp') || isWord(protocol, '*');

/** Rules that name every port speak of PostgreSQL only where there is a server. */
function concerns(rule: SecurityRule, hasServer: boolean): readonly number[] {
  const ports = rule.ports.map(portsIn);
  return ports.flatMap((one) => (isUnknown(one) ? [] : one === 'all' ? (hasServer ? [5432, 6432] : []) : one));
}

/** Whether a rule is there for sure wherever another one is. */
const isThereWith = (other: SecurityRule, rule: SecurityRule): boolean => other.resource.when === true || other.resource === rule.resource;

/** Whether a rule that comes first refuses the same to everybody, for sure: one that is about other machines does not. */
function isRefused(rule: SecurityRule, port: number, all: readonly SecurityRule[]): boolean {
  return all.some(
    (other) =>
      isWord(other.access, 'deny') && isWord(other.direction, 'inbound') && (isWord(other.protocol, 'tcp') || isWord(other.protocol, '*')) &&
      other.priority !== undefined && rule.priority !== undefined && other.priority < rule.priority &&
      other.sources.some(isEverybody) && other.destinations.some(isEverywhere) && isThereWith(other, rule) &&
      other.ports.map(portsIn).some((ports) => ports === 'all' || (!isUnknown(ports) && ports.includes(port))),
  );
}

function judgeRule(rule: SecurityRule, all: readonly SecurityRule[], hasServer: boolean): readonly Judgement[] {
  if (isWord(rule.direction, 'outbound') || isWord(rule.access, 'deny') || !isTcp(rule)) return [];
  const ports = [...new Set(concerns(rule, hasServer))].filter((port) => !isRefused(rule, port, all));
  const { at } = rule;
  const strangers = strangersIn(rule.sources);
  if (ports.length === 0) {
    // A port that nobody knows may be PostgreSQL's where there is a server.
    const hidden = rule.ports.find(isUnknown);
    return hidden !== undefined && hasServer && strangers !== undefined ? [undecided(at, hidden.because)] : [];
  }
  const open = [rule.direction, rule.access, ...rule.sources].find(isUnknown);
  if (strangers === undefined) return [open === undefined ? holds(at) : undecided(at, open.because)];
  const unsure = [rule.direction, rule.access].find(isUnknown);
  if (unsure !== undefined) return [undecided(at, unsure.because)];
  if (!isWord(rule.direction, 'inbound') || !isWord(rule.access, 'allow')) return [];
  const name = rule.name === '' ? 'A rule' : `The rule ${rule.name}`;
  return [{ verdict: 'fails', at, message: `${name} of the network security group lets ${strangers} reach port ${ports.join(' and ')}.` }];
}

/** There is no fix as data: who is to get in is for a person to say. */
export const openDatabasePort: WideRule = {
  meta: {
    id: 'network/open-database-port',
    title: "A network security group must not open PostgreSQL's ports to the internet",
    brief: 'PostgreSQL port open to the internet',
    severity: 'high',
    group: 'warning',
    why: 'A port that everybody can reach is found by scanners within minutes, and every password on it is guessed at.',
    condition:
      'A rule of a network security group allows inbound TCP to 5432 or 6432 from everybody (*, Internet, 0.0.0.0/0), from 16,777,216 public addresses or more in sum (a /8), or from AzureCloud, which is every customer of Azure, and no rule that comes first refuses it. Rules for all ports are judged only where there is a PostgreSQL server.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private',
      'https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview',
    ],
    equivalents: { terrascan: ['AC_AZURE_0455..0460'], trivy: ['AVD-AZU-0074'] },
    catalogue: ['PGNET021'],
    appliesTo: [],
    surface: ['template', 'live'],
    examples: { failing: example('Internet'), passing: example('10.0.1.0/24') },
  },
  judge: ({ snapshot }: WideContext) =>
    securityGroups(snapshot).flatMap((rules) => rules.flatMap((rule) => judgeRule(rule, rules, snapshot.servers.length > 0))),
};
