import { env, window, workspace } from 'vscode';
import { networkInterfaces } from 'node:os';
import { section } from './settings';
import type { Services } from './services';
import { UserMessage } from './user-message';

/** An address of this computer as servers on the internet see it. */
export interface OwnAddress {
  readonly address: string;
  /** A sentence that says where it was learned. */
  readonly learned: string;
}

/** How long the outside service may take. */
const timeoutMs = 8_000;
const consentKey = 'addressService.consent';

/** An address of the documentation range, for servers that are not real. */
const sampleAddress: OwnAddress = { address: '203.0.113.7', learned: '203.0.113.7 is made up for the sample servers; it is not your own address.' };

/** Which computer the extension runs on, where that is not the one in front of the person. */
export function whichComputer(): string {
  if (env.remoteName === undefined) return 'this computer';
  const where = env.remoteName === 'wsl' ? 'WSL' : env.remoteName === 'dev-container' ? 'the container' : `the remote host (${env.remoteName})`;
  return where;
}

/** The addresses of this computer's own interfaces; behind a router none of them is public. */
export function interfaceAddresses(isPublic: (address: string) => boolean): OwnAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPublic(address))
      .map(({ address }) => ({ address, learned: `${address} is the address of ${whichComputer()}, read from its network interface ${name}.` })),
  );
}

/** Asks whether an outside service may be asked; "always" is remembered until the service is another. */
async function consents(services: Services, service: URL): Promise<boolean> {
  if (services.context.globalState.get(consentKey) === service.host) return true;
  const [once, always] = ['Ask Once', 'Always Ask'];
  const answer = await window.showInformationMessage(
    `Ask ${service.host} for the public address of ${whichComputer()}?`,
    { modal: true, detail: `${service.host} sees this address, as every web site does. Nothing about your servers is sent.` },
    once,
    always,
  );
  if (answer === always) await services.context.globalState.update(consentKey, service.host);
  return answer !== undefined;
}

/**
 * The outside service of the settings.
 * @throws a message for people where it is switched off or has no https address.
 */
function addressService(): URL {
  const setting = workspace.getConfiguration(section).get<string>('addressService', '').trim();
  const instead = 'Enter the address yourself instead.';
  if (setting === '') {
    throw new UserMessage(`No network interface of ${whichComputer()} has a public address, and the setting “Address Service” allows no service to be asked. ${instead}`);
  }
  if (!URL.canParse(setting) || new URL(setting).protocol !== 'https:') {
    throw new UserMessage(`The setting “Address Service” has to be an https address. Correct it, or enter the address yourself.`);
  }
  return new URL(setting);
}

/** Why a request failed: fetch keeps the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} seconds`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function ask(service: URL): Promise<string> {
  try {
    const answer = await fetch(service, { signal: AbortSignal.timeout(timeoutMs), headers: { accept: 'text/plain' } });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    return (await answer.text()).slice(0, 100).trim();
  } catch (error) {
    throw new UserMessage(`${service.host} could not be asked for the public address (${reasonOf(error)}). Enter the address yourself instead.`);
  }
}

/**
 * Learns this computer's public address: made up for sample servers, from its interfaces, else from an outside service
 * with the person's consent. Returns nothing when the person says no.
 * @param isPublic whether an address is an IPv4 address of the internet.
 * @throws a message for people where it cannot be learned.
 */
export async function ownAddress(services: Services, isPublic: (address: string) => boolean): Promise<OwnAddress | undefined> {
  const { state } = services.session;
  if (state.kind === 'signed-in' && state.to === 'sample') return sampleAddress;
  const [own] = interfaceAddresses(isPublic);
  if (own !== undefined) return own;
  const service = addressService();
  if (!(await consents(services, service))) return undefined;
  const address = await ask(service);
  if (!isPublic(address)) {
    throw new UserMessage(`${service.host} answered with no public IPv4 address. The firewall takes IPv4 only; enter the address yourself.`);
  }
  return { address, learned: `${address} is the address of ${whichComputer()}, learned by asking ${service.host}.` };
}
