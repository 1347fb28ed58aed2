import type { ReadFailure } from './azure-source';
import { redact } from './redact';
import type { AzureError } from './azure-error';
import { readError } from './azure-error';

/** Why something did not work. */
export interface Explanation {
  readonly kind: ReadFailure['kind'];
  /** Part of a sentence, without a full stop: "no permission: Microsoft.DBforPostgreSQL/flexibleServers/read is missing". */
  readonly reason: string;
  /** A sentence on what to do. */
  readonly advice: string;
}

const signInErrors = /^(?:AuthenticationError|CredentialUnavailableError|AggregateAuthenticationError|AuthenticationRequiredError)$/;
const unreachable = /^(?:E(?:NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|HOSTUNREACH|NETUNREACH|PIPE|PROTO)|REQUEST_SEND_ERROR)$/;
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** Says why Azure, or the way to it, refused, and what to do; never with a token or another secret in it. */
export function explainError(error: unknown): Explanation {
  const read = readError(error);
  return (
    explainSignIn(read) ?? explainWay(read) ?? explainCode(read) ?? explainStatus(read) ?? { kind: 'failed', reason: quote(read), advice: 'Try again, or look into the activity log of the server in the Azure portal.' }
  );
}

/** Puts an explanation into sentences. @param doing what was tried, such as "read pg-orders". */
export function sentence(doing: string, { reason, advice }: Explanation): string {
  return `Could not ${doing}: ${reason}. ${advice}`;
}

/** Code and message as Azure gave them, without the full stop at the end. */
function quote({ code, message }: AzureError): string {
  const text = redact(message).replace(/\.+$/, '');
  if (code === undefined) return text === '' ? 'Azure did not say why' : text;
  return text === '' ? code : `${text} (${code})`;
}

/** A way to sign in that is not there at all says nothing about why the others did not work. */
const absent = /(?:could not|couldn['’]t) be found|not available|is unavailable|unable to execute|unreachable|no managed identity/i;

/** Why none of the ways worked that `@azure/identity` tries one after the other, each of which has a line of its own. */
function explainWays(message: string): Explanation {
  const [, ...ways] = message.split('\n').map((line) => line.replace(/^\w+Error: /, '').trim());
  const tried = ways.find((line) => line !== '' && !absent.test(line));
  const advice = noSuchTenant.test(message) ? 'Check the tenant and the chosen cloud.' : 'Run az login, or name an application by AZURE_CLIENT_ID and the variables beside it, and try again.';
  if (tried !== undefined) return { kind: 'sign-in', reason: `signing in did not work: ${redact(tried).replace(/\.+$/, '')}`, advice };
  return { kind: 'sign-in', reason: 'nobody is signed in: there is no application in the environment, no managed identity, and no sign-in of the Azure CLI, Azure PowerShell or the Azure Developer CLI', advice };
}

/** What Microsoft Entra answers where nothing is known by that id or domain. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const noSuchTenant = /AADSTS9000(?:2|23)\b/;

function explainSignIn({ name, status, code, message, challenged }: AzureError): Explanation | undefined {
  const advice = noSuchTenant.test(message) ? 'Check the tenant and the chosen cloud.' : 'Sign in again.';
  if (name === 'AggregateAuthenticationError') return explainWays(message);
  if (signInErrors.test(name) || message === 'Failed to refresh access token.') {
    const why = redact(message.split('\n')[0] ?? '').replace(/\.+$/, '');
    return { kind: 'sign-in', reason: `signing in did not work: ${why}`, advice };
  }
  if (status !== 401) return undefined;
  if (code === 'ExpiredAuthenticationToken') return { kind: 'sign-in', reason: 'the sign-in has expired', advice };
  if (code === 'InvalidAuthenticationTokenTenant') {
    return { kind: 'sign-in', reason: 'the account is signed in to another tenant than that of the subscription', advice: 'Sign in to that tenant.' };
  }
  if (challenged === true) return { kind: 'sign-in', reason: 'Azure asks for a further step of signing in, as conditional access or a session that was ended wants it', advice };
  return { kind: 'sign-in', reason: `Azure did not accept the sign-in${code === undefined ? '' : ` (${code})`}`, advice };
}

function explainWay({ status, code }: AzureError): Explanation | undefined {
  if (status !== undefined || code === undefined) return undefined;
  if (untrusted.test(code)) {
    const advice = 'If a proxy of your organisation looks into connections, make its certificate known to this computer.';
    return { kind: 'offline', reason: `the certificate that Azure’s address shows is not trusted (${code})`, advice };
  }
  if (!unreachable.test(code)) return undefined;
  return { kind: 'offline', reason: `Azure could not be reached (${code})`, advice: 'Check the network, the proxy and the chosen cloud, and try again.' };
}

function explainCode(error: AzureError): Explanation | undefined {
  const { code = '', message } = error;
  switch (code) {
    case 'AuthorizationFailed':
    case 'LinkedAuthorizationFailed': {
      const { action } = missingPermission(message);
      const reason = action === undefined ? 'no permission' : `no permission: ${action} is missing`;
      const role = action === undefined || /\/read$/i.test(action) ? 'Reader' : 'Contributor';
      return { kind: 'forbidden', reason, advice: `Ask an owner of the subscription for this permission, which the role ${role} has.` };
    }
    case 'RequestDisallowedByPolicy': {
      const policies = policyNames(error);
      const reason = `an Azure Policy forbids it${policies.length === 0 ? '' : `: ${policies.join(', ')}`}`;
      return { kind: 'forbidden', reason, advice: 'Ask whoever manages the policies of the subscription for another way or an exemption.' };
    }
    case 'ScopeLocked':
      return { kind: 'forbidden', reason: 'a resource lock prevents it', advice: 'Remove the lock in the Azure portal first, or ask whoever has set it.' };
    case 'MissingSubscriptionRegistration':
      return {
        kind: 'failed',
        reason: 'the subscription is not registered for Azure Database for PostgreSQL',
        advice: 'Register the resource provider Microsoft.DBforPostgreSQL in the subscription first.',
      };
    default:
      if (!isBusy(error)) return undefined;
      return { kind: 'failed', reason: 'the server is busy with another operation', advice: 'Try again in a few minutes.' };
  }
}

function explainStatus(error: AzureError): Explanation | undefined {
  const { status, code, retryAfter } = error;
  switch (status) {
    case undefined:
      return undefined;
    case 403:
      return { kind: 'forbidden', reason: `Azure refuses it: ${quote(error)}`, advice: 'Ask an owner of the subscription for access.' };
    case 404: {
      const what = code === 'SubscriptionNotFound' ? 'the subscription' : code === 'ResourceGroupNotFound' ? 'the resource group' : 'it';
      return { kind: 'not-found', reason: `${what} was not found`, advice: 'It may have been deleted: refresh the list.' };
    }
    case 429: {
      const when = retryAfter === undefined ? 'in a minute' : retryAfter === 1 ? 'in a second' : `in ${retryAfter} seconds`;
      return { kind: 'throttled', reason: 'Azure was asked too often in a short time', advice: `Try again ${when}.` };
    }
    default:
      if (status < 500) return { kind: 'failed', reason: `Azure refuses it: ${quote(error)}`, advice: 'Check the values and the state of the server.' };
      return { kind: 'failed', reason: `Azure had an error of its own (${status}${code === undefined ? '' : `, ${code}`})`, advice: 'Try again later.' };
  }
}

/** Says whether another operation holds the server, so that it is worth while to try again. */
export function isBusy({ code, status, message }: AzureError): boolean {
  if (code === 'ServerIsNotReady') return /State = (?:Updating|Restarting|Starting)/i.test(message);
  if (code === 'ServerIsBusy' || code === 'ServerBusy') return true;
  return status === 409 && /\bbusy\b/i.test(message);
}

/** Finds the action that somebody would need to be allowed in the text of AuthorizationFailed. */
export function missingPermission(message: string): { readonly action?: string } {
  const [, action] = /perform action '([^']+)'/i.exec(message) ?? [];
  return action === undefined ? {} : { action };
}

function policyNames({ details }: AzureError): string[] {
  const text = JSON.stringify(details ?? '');
  const names = [...text.matchAll(/"policy(?:Set)?DefinitionDisplayName":"([^"\\]+)"/g)].map(([, name = '']) => redact(name));
  return [...new Set(names)];
}
