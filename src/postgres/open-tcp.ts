import { connect, type Socket } from 'node:net';
import { Refusal, within, type Patience } from './refusal';

const pooler = 6432;

function words(what: string, host: string, port: number): { detail: string; advice: string } {
  const where = `Port ${port} of ${host} ${what}`;
  if (port === pooler) {
    return {
      detail: where,
      advice: 'Port 6432 is that of PgBouncer: it is there only where the server parameter pgbouncer.enabled is on, and not on burstable servers. Try 5432.',
    };
  }
  const stopped = 'Look whether the server is stopped or under maintenance';
  return {
    detail: where,
    advice:
      port === 5432
        ? `${stopped}, whether a firewall rule lets your public address in, and whether your own network lets port 5432 out.`
        : `PostgreSQL on Azure listens on 5432, and on 6432 for PgBouncer. ${stopped}.`,
  };
}

function refused(error: NodeJS.ErrnoException, host: string, port: number): Refusal {
  if (error.code === 'ECONNREFUSED') return new Refusal('connection-refused', words('refuses connections: nothing listens there.', host, port));
  if (error.code === 'ETIMEDOUT') return new Refusal('connection-timeout', words('does not answer.', host, port));
  return new Refusal('connection-failed', {
    detail: `The connection to ${host}, port ${port}, failed (${error.code ?? 'unknown reason'}).`,
    advice: 'Look at your network: VPN, proxy, routes to private addresses.',
  });
}

function openOne(address: string, host: string, port: number, patience: Patience): Promise<Socket> {
  const socket = connect({ host: address, port, noDelay: true });
  const opened = new Promise<Socket>((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error) => reject(refused(error, host, port)));
  });
  const late = (): Refusal =>
    new Refusal('connection-timeout', words('does not answer. A firewall, Azure’s among them, drops packets without a word.', host, port));
  return within(opened, patience, late, () => socket.destroy());
}

/** More are not tried, so that each gets time enough to answer. */
const mostAddresses = 4;

/**
 * Opens a TCP connection to the first of the addresses that takes it, sharing the time among them.
 * @throws Refusal of the first that says more than that there is no way to it, as for addresses of IPv6 in networks that have none.
 */
export async function openTcp(addresses: readonly string[], host: string, port: number, { ms, signal }: Patience): Promise<Socket> {
  const tried = addresses.slice(0, mostAddresses);
  const reasons: Refusal[] = [];
  for (const address of tried) {
    try {
      return await openOne(address, host, port, { ms: ms / tried.length, signal });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reasons.push(error);
    }
  }
  throw (
    reasons.find(({ code }) => code !== 'connection-failed') ??
    reasons[0] ??
    new Refusal('connection-failed', { detail: `${host} has no address to connect to.`, advice: 'Look at this computer’s DNS settings and VPN.' })
  );
}
