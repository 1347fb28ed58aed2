import { lookup, resolveCname } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { azureDomainOf } from './azure-clouds';
import { foreignText } from './foreign-text';
import { Refusal, within, type Patience } from './refusal';

/** How names are looked up; tests bring answers of their own. */
export interface NameService {
  /** Every address, as the operating system answers: what other clients on this computer get. */
  readonly addresses: (host: string) => Promise<readonly string[]>;
  /** What the name stands for in DNS, where it is an alias. */
  readonly alias: (host: string) => Promise<string | undefined>;
}

export const systemNames: NameService = {
  addresses: async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address),
  alias: async (host) => (await resolveCname(host))[0],
};

export interface ResolvedName {
  /** IPv4 first: Azure’s servers have no other. */
  readonly addresses: readonly string[];
  readonly detail: string;
  readonly advice?: string;
}

const privateNetworks = new BlockList();
for (const [network, bits] of [['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['100.64.0.0', 10], ['169.254.0.0', 16], ['127.0.0.0', 8]] as const) {
  privateNetworks.addSubnet(network, bits);
}

/** Whether an address is an IPv4 address that exists only inside a network. */
export const isPrivateAddress = (address: string): boolean => isIP(address) === 4 && privateNetworks.check(address);

/** Sources: https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private, https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
const privateLinkName = /\.privatelink\.postgres\.(?:database|cosmos)\./i;

/** How long the alias may take, which only makes the explanation better. */
const aliasMs = 1000;

function notFound(host: string): Refusal {
  const azure = azureDomainOf(host) !== undefined;
  return new Refusal('name-not-found', {
    detail: `The name ${host} does not exist for this computer.`,
    advice: azure
      ? 'Is it spelled right, and does the server still exist? The name of a server in a virtual network exists only there: connect from inside, or by VPN with its DNS (private zone linked to the network).'
      : 'Is it spelled right? Servers on Azure are called NAME.postgres.database.azure.com.',
  });
}

function explain(host: string, addresses: readonly string[], alias: string | undefined): Pick<ResolvedName, 'detail' | 'advice'> {
  const found = `${host} is ${addresses.join(', ')}`;
  const isPrivate = addresses.some(isPrivateAddress);
  const linked = privateLinkName.test(alias ?? '') || privateLinkName.test(host);
  if (privateLinkName.test(host)) {
    return { detail: `${found}.`, advice: 'Connect to the name without “.privatelink”: the server’s certificate is for that one.' };
  }
  if (linked && isPrivate) return { detail: `${found}: a private endpoint (by ${foreignText(alias ?? '', 120)}).` };
  if (linked) {
    return {
      detail: `${found}: a public address, although the server has a private endpoint.`,
      advice: `To use the private endpoint, let this network’s DNS answer from the private zone (privatelink${azureDomainOf(host) ?? ''}): link the zone, or forward to Azure’s resolver.`,
    };
  }
  if (isPrivate && azureDomainOf(host) !== undefined) return { detail: `${found}: a private address, as for a server inside a virtual network.` };
  return { detail: `${found}.` };
}

/**
 * Looks a host up and says what kind of address it has: public, of a private endpoint, or inside a virtual network.
 * @throws Refusal
 */
export async function resolveName(host: string, names: NameService, patience: Patience): Promise<ResolvedName> {
  if (isIP(host) !== 0) return { addresses: [host], detail: `${host} is an address.` };
  const late = (): Refusal =>
    new Refusal('name-timeout', { detail: `Looking ${host} up takes too long.`, advice: 'Look at this computer’s DNS settings and VPN.' });
  const alias = azureDomainOf(host) !== undefined
    ? Promise.race([names.alias(host).catch(() => undefined), new Promise<undefined>((resolve) => setTimeout(resolve, aliasMs, undefined).unref())])
    : Promise.resolve(undefined);
  try {
    const addresses = [...(await within(names.addresses(host), patience, late))].sort((a, b) => isIP(a) - isIP(b));
    if (addresses.length === 0) throw notFound(host);
    return { addresses, ...explain(host, addresses, await alias) };
  } catch (error) {
    if (error instanceof Refusal || patience.signal?.aborted === true) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTFOUND' || code === 'ENODATA') throw notFound(host);
    throw new Refusal('name-failed', {
      detail: `${host} could not be looked up (${code ?? 'unknown reason'}).`,
      advice: 'The DNS server of this computer did not give an answer: look at its settings, VPN and network.',
    });
  }
}
