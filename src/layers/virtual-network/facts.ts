import { inResource } from '../../model/address';
import type { Fact } from '../../model/fact';
import { readSetting, text } from '../../model/fact';
import { kindNames, serverTypes } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Unknown } from '../../model/value';
import { derivePresence, trueOrFalse } from '../derived-fact';
import { readOnce } from '../read-once';
import { readServerSetting } from '../server-setting';

export const virtualNetworkRuleType = `${serverTypes.single}/virtualNetworkRules`;

export interface VirtualNetworkRule {
  readonly name: string;
  readonly subnet: Fact<string>;
  /** Whether the rule is made although the subnet has no service endpoint that would carry it. */
  readonly ignoresMissingEndpoint: Fact<boolean>;
}

export interface VirtualNetworkFacts {
  /** The id of the subnet that a Flexible Server lives in; empty where it lives in none. Fixed at creation. */
  readonly delegatedSubnet: Fact<string>;
  /** Whether the server lives in a virtual network, where it has no public endpoint. */
  readonly integrated: Fact<boolean>;
  /** The id of the private DNS zone of an integrated server; empty where it has none. */
  readonly privateDnsZone: Fact<string>;
  /** The rules of a Single Server that let in subnets by service endpoints. */
  readonly rules: readonly VirtualNetworkRule[];
  /** Why there may be more rules, where not all of them could be read. */
  readonly complete: true | Unknown;
}

function readRules({ server, snapshot }: Subject): Pick<VirtualNetworkFacts, 'rules' | 'complete'> {
  if (server.kind !== 'single') return { rules: [], complete: true };
  const { items, complete } = snapshot.children(server.resource.key, virtualNetworkRuleType);
  const rules = items.map((rule): VirtualNetworkRule => ({
    name: typeof rule.name === 'string' ? rule.name : 'a rule whose name is not known',
    subnet: readSetting(rule, ['properties', 'virtualNetworkSubnetId'], {
      as: text,
      absent: { notApplicable: 'The rule names no subnet.' },
    }),
    ignoresMissingEndpoint: readSetting(rule, ['properties', 'ignoreMissingVnetServiceEndpoint'], {
      as: trueOrFalse,
      absent: { default: false },
    }),
  }));
  return { rules, complete };
}

function readFacts(subject: Subject): VirtualNetworkFacts {
  const { kind, resource } = subject.server;
  if (kind !== 'flexible') {
    const at = inResource(resource.key);
    const because = `A ${kindNames[kind]} cannot live in a subnet of its own.`;
    const nothing: Fact<string> = { kind: 'notApplicable', because, at };
    const integrated: Fact<boolean> = { kind: 'default', value: false, at };
    return { delegatedSubnet: nothing, integrated, privateDnsZone: nothing, ...readRules(subject) };
  }
  const absent = { default: '' };
  const delegatedSubnet = readServerSetting(subject, ['properties', 'network', 'delegatedSubnetResourceId'], { as: text, absent });
  const privateDnsZone = readServerSetting(subject, ['properties', 'network', 'privateDnsZoneArmResourceId'], { as: text, absent });
  return { delegatedSubnet, integrated: derivePresence(delegatedSubnet, subject), privateDnsZone, ...readRules(subject) };
}

/** Reads how a server is tied to virtual networks: https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private */
export const readVirtualNetworkFacts = readOnce(readFacts);
