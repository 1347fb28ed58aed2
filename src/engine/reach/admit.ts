import type { Address } from '../../model/address';
import { known } from '../../model/fact';
import type { LayerId } from '../../model/layer-id';
import type { Subject } from '../../model/rule';
import { isNobodys, isPrivateRange } from '../../layers/firewall/coverage';
import { contains, formatAddress, isAzureServices } from '../../layers/firewall/range';
import { readPrivateLinkFacts } from '../../layers/private-link/facts';
import { readVirtualNetworkFacts } from '../../layers/virtual-network/facts';
import { ownNetworkOf } from './own-network';
import { firewallOf } from './reach';

/** Whether one address gets through to a server, and which layer decides that. */
export interface Admission {
  /** `if-azure`: only where the address belongs to a service of Azure. */
  readonly answer: 'yes' | 'no' | 'unknown' | 'if-azure';
  readonly layer: LayerId;
  /** A sentence. */
  readonly because: string;
  readonly at: Address;
}

/** What leads private addresses to a server: its own network, rules for subnets, private endpoints. */
function admitPrivate(subject: Subject, number: number): Admission {
  const address = formatAddress(number);
  const { integrated, complete, rules: all } = readVirtualNetworkFacts(subject);
  const { approved } = readPrivateLinkFacts(subject);
  const isOff = known(firewallOf(subject).endpoint) === 'closed';
  const rules = isOff ? [] : all;
  if (known(integrated) === true) {
    const own = ownNetworkOf(subject, number);
    if (own !== undefined) {
      const where = `${address} lies in ${own.prefix}, which is the server's own virtual network`;
      if (!own.isGuarded) return { answer: 'yes', layer: 'virtual-network', because: `${where}.`, at: own.at };
      return { answer: 'unknown', layer: 'virtual-network', because: `${where}; the network security group of its subnet decides.`, at: own.at };
    }
    const because = `${address} is private: it gets through where it lies in the server's virtual network or in one that is connected to it.`;
    return { answer: 'unknown', layer: 'virtual-network', because, at: integrated.at };
  }
  if ((known(approved) ?? 0) > 0) {
    const because = `${address} is private: it gets through where it lies in a network with one of the server's private endpoints, or in one that is connected to it.`;
    return { answer: 'unknown', layer: 'private-link', because, at: approved.at };
  }
  const unread = integrated.kind === 'unknown' ? integrated.because : approved.kind === 'unknown' ? approved.because : complete === true || isOff ? undefined : complete.because;
  if (unread !== undefined || rules.length > 0) {
    const because = unread === undefined ? `${address} is private: it gets through where it lies in a subnet that a virtual network rule lets in.` : `Whether private networks lead to the server is not known: ${unread}.`;
    return { answer: 'unknown', layer: 'virtual-network', because, at: integrated.at };
  }
  const because = `${address} is private, and no private network leads to the server. Behind a router the firewall sees another, public address.`;
  return { answer: 'no', layer: 'firewall', because, at: firewallOf(subject).endpoint.at };
}

function admitPublic(subject: Subject, address: number): Admission {
  const firewall = firewallOf(subject);
  const { endpoint } = firewall;
  const text = formatAddress(address);
  const value = known(endpoint);
  if (value === 'integrated') return { answer: 'no', layer: 'virtual-network', because: 'The server lives in a virtual network and has no public endpoint.', at: endpoint.at };
  if (value === 'closed') return { answer: 'no', layer: 'network', because: 'Public network access is off.', at: endpoint.at };
  const one = { start: address, end: address };
  const ranges = firewall.rules.filter(({ range }) => range !== undefined && !isAzureServices(range) && contains(range, one));
  const [rule] = ranges;
  if (rule === undefined && firewall.gap === undefined) {
    const azure = firewall.rules.find(({ range }) => range !== undefined && isAzureServices(range));
    if (azure === undefined) return { answer: 'no', layer: 'firewall', because: `No firewall rule lets ${text} in.`, at: endpoint.at };
    if (value === 'open') {
      const because = `No rule names ${text}, but one lets in every service of Azure: the address gets through where it belongs to one.`;
      return { answer: 'if-azure', layer: 'firewall', because, at: azure.at };
    }
  }
  if (endpoint.kind === 'unknown') return { answer: 'unknown', layer: 'network', because: `Whether the server has a public endpoint is not known: ${endpoint.because}.`, at: endpoint.at };
  if (rule === undefined) return { answer: 'unknown', layer: 'firewall', because: `No rule that is known lets ${text} in, but ${firewall.gap ?? 'not all are known'}.`, at: endpoint.at };
  const because = rule.name === undefined ? `A firewall rule lets ${text} in.` : `The rule ${rule.name} lets ${text} in.`;
  return { answer: 'yes', layer: 'firewall', because, at: rule.at };
}

/** Says whether an IPv4 address gets through to a server. @param address as a number, see `parseAddress`. */
export function admit(subject: Subject, address: number): Admission {
  if (isNobodys(address)) {
    const because = `No connection over a network can come from ${formatAddress(address)}.`;
    return { answer: 'no', layer: 'firewall', because, at: firewallOf(subject).endpoint.at };
  }
  return isPrivateRange({ start: address, end: address }) ? admitPrivate(subject, address) : admitPublic(subject, address);
}
