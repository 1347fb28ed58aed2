/** Why a connection came to nothing, as a code that scripts may rely on. */
export type FailureCode =
  | 'name-not-found'
  | 'name-failed'
  | 'name-timeout'
  | 'connection-refused'
  | 'connection-timeout'
  | 'connection-failed'
  | 'tls-not-offered'
  | 'bytes-before-handshake'
  | 'error-before-tls'
  | 'not-postgresql'
  | 'negotiation-closed'
  | 'negotiation-timeout'
  | 'tls-version-too-old'
  | 'tls-closed'
  | 'tls-timeout'
  | 'tls-no-alpn'
  | 'not-tls'
  | 'tls-failed'
  | 'certificate-self-signed'
  | 'certificate-untrusted-root'
  | 'certificate-incomplete-chain'
  | 'certificate-weak-key'
  | 'certificate-weak-signature'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-wrong-host'
  | 'certificate-refused'
  | 'sign-in-timeout'
  | 'sign-in-closed'
  | 'sign-in-protocol'
  | 'sign-in-refused'
  | 'server-not-proven'
  | 'method-not-supported'
  | 'channel-binding-missing'
  | 'password-missing'
  | 'password-wrong'
  | 'clear-text-asked'
  | 'firewall'
  | 'role-missing'
  | 'role-no-login'
  | 'database-missing'
  | 'database-forbidden'
  | 'too-many-connections'
  | 'server-unavailable'
  | 'token-missing'
  | 'token-expired'
  | 'token-wrong-audience'
  | 'token-wrong-tenant'
  | 'token-wrong-principal'
  | 'token-wrong-name'
  | 'token-refused';

export interface RefusalWords {
  /** What happened, and why where that is known. */
  readonly detail: string;
  /** What to do now; there is always something. */
  readonly advice: string;
  /** The address that the firewall turned away, in the words of a server that was verified. */
  readonly firewallAddress?: string;
}

/** A connection that ended before it was good for anything. Its message is for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: FailureCode;
  readonly words: RefusalWords;

  constructor(code: FailureCode, words: RefusalWords) {
    super(`${words.detail} ${words.advice}`);
    this.code = code;
    this.words = words;
  }
}

/** How long a step may take, and what a person ends it by. */
export interface Patience {
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Rejects with a refusal when a step takes too long, and with the signal's reason when somebody ends it; `stop` then ends
 * what the step began.
 */
export function within<T>(step: Promise<T>, { ms, signal }: Patience, late: () => Refusal, stop: () => void = () => undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = (reason: Error): void => {
      stop();
      reject(reason);
    };
    const timer = setTimeout(() => give(late()), ms);
    const ended = (): void => give(signal?.reason as Error);
    step.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', ended);
    });
    if (signal?.aborted === true) ended();
    else signal?.addEventListener('abort', ended, { once: true });
  });
}
