import type { Socket } from 'node:net';
import { foreignText } from '../foreign-text';
import { openTcp } from '../open-tcp';
import { Refusal, type Patience } from '../refusal';
import { requestTls } from '../request-tls';
import { resolveName, systemNames, type NameService } from '../resolve-name';
import { signIn, type Login } from '../sign-in';
import { azureRoots, type TrustedRoots } from '../trusted-roots';
import { verifyTls, type VerifiedTls } from '../verify-tls';
import type { Findings, Step, StepName } from './diagnosis';

export interface Question {
  readonly host: string;
  readonly port: number;
  /** The roots that Azure uses, where left out. */
  readonly roots?: TrustedRoots;
  /** TLS from the first byte (PostgreSQL 17 and newer). */
  readonly direct?: boolean;
  /** Signs in too. */
  readonly login?: Login;
  readonly names?: NameService;
  /** Ends it before its time. */
  readonly signal?: AbortSignal;
}

/** The longest that all steps may take together, and each of them, in milliseconds. */
const totalMs = 9_000;
const limits = { name: 3_000, connection: 4_000, negotiation: 4_000, tls: 4_000, 'sign-in': 5_000 } as const;

interface Found<T> {
  readonly value: T;
  readonly detail: string;
  readonly advice?: string | undefined;
}

function describeTls({ tls: { version, cipher } }: VerifiedTls): string {
  return `${version} with ${cipher}.`;
}

function describeCertificate({ tls: { chain } }: VerifiedTls, { label }: TrustedRoots, host: string): string {
  const [leaf] = chain;
  const names = chain.map(({ subject }) => /CN=([^,]+)/.exec(subject)?.[1] ?? subject);
  return `Valid for ${host} until ${leaf?.validTo ?? 'unknown'}. ${names.join(' ← ')}: ends in ${label}.`;
}

/** Tries one step after the other and writes down what comes of them. */
function createProtocol(signal: AbortSignal | undefined) {
  const started = performance.now();
  const steps: Step[] = [];
  return {
    steps,
    /** Each step gets its own time at most, and what is left of the whole. */
    patience: (name: keyof typeof limits): Patience => ({ ms: Math.max(100, Math.min(limits[name], totalMs - (performance.now() - started))), signal }),
    add: (name: StepName, since: number, ok: boolean, detail: string, advice?: string): void => {
      const ms = Math.round((performance.now() - since) * 10) / 10;
      steps.push({ name, ok, ms, detail, ...(advice === undefined ? {} : { advice }) });
    },
  };
}

/** A refusal of the certificate comes after a handshake that went well. */
const stepOf = (name: StepName, { code }: Refusal): StepName => (name === 'tls' && code.startsWith('certificate-') ? 'certificate' : name);

/**
 * Connects step by step, verifying the server before anything but the TLS negotiation is sent, and says what went well,
 * what did not, why, and what to do. There is no second try with less. Never rejects on what a server does.
 * @throws the reason of the signal where somebody ends it.
 */
export async function diagnose({ host, port, roots = azureRoots(), direct = false, login, names = systemNames, signal }: Question): Promise<Findings> {
  const protocol = createProtocol(signal);
  const { steps } = protocol;
  let socket: Socket | undefined;
  let tls: VerifiedTls['tls'] | undefined;
  const step = async <T>(name: StepName, run: () => Promise<Found<T>>): Promise<T> => {
    const since = performance.now();
    try {
      const { value, detail, advice } = await run();
      protocol.add(name, since, true, detail, advice);
      return value;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const failed = stepOf(name, error);
      if (failed !== name) protocol.add(name, since, true, 'The handshake came to its end.');
      protocol.add(failed, since, false, error.words.detail, error.words.advice);
      throw error;
    }
  };

  try {
    const addresses = await step('name', async () => {
      const { addresses: value, detail, advice } = await resolveName(host, names, protocol.patience('name'));
      return { value, detail, advice };
    });
    const tcp = await step('connection', async () => {
      const value = await openTcp(addresses, host, port, protocol.patience('connection'));
      return { value, detail: `Connected to ${value.remoteAddress ?? host}, port ${port}.` };
    });
    socket = tcp;
    if (!direct) {
      await step('negotiation', async () => {
        await requestTls(tcp, protocol.patience('negotiation'));
        return { value: undefined, detail: 'The server offers TLS.' };
      });
    }
    const verified = await step('tls', async () => {
      const value = await verifyTls(tcp, { host, roots, direct }, protocol.patience('tls'));
      return { value, detail: describeTls(value) };
    });
    socket = verified.socket;
    tls = verified.tls;
    protocol.add('certificate', performance.now(), true, describeCertificate(verified, roots, host));
    if (login !== undefined) {
      await step('sign-in', async () => {
        const { method, serverVersion } = await signIn(verified.socket, login, protocol.patience('sign-in'));
        return { value: undefined, detail: `${foreignText(login.user)} may use ${foreignText(login.database)} (by ${method}); PostgreSQL ${serverVersion}.` };
      });
    }
    return { diagnosis: { ok: true, host, port, steps, tls } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, words } = error;
    return {
      diagnosis: { ok: false, host, port, steps, ...(tls === undefined ? {} : { tls }), failure: code },
      ...(words.firewallAddress === undefined ? {} : { firewallAddress: words.firewallAddress }),
    };
  } finally {
    // Lets what says goodbye go out.
    socket?.destroySoon();
  }
}
