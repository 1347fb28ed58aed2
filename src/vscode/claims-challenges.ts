import { authentication, type AuthenticationSession, type AuthenticationSessionAccountInformation } from 'vscode';
import { tokenExpiry } from './token';

/** What Azure wanted beyond the sign-in so far. */
interface Challenge {
  readonly claims: string;
  readonly session: Promise<AuthenticationSession>;
  state: 'asking' | 'answered' | 'declined';
  /** When the token ends that was the answer, in milliseconds since 1970. */
  until: number;
}

/**
 * Steps that Azure asks for in the middle, such as a second factor. However many requests run into one at the same time,
 * the person is asked once; and once only where they decline, until they sign in to the tenant by themselves.
 */
export interface ClaimsChallenges {
  /** A session with what is claimed. Rejects where the person declines it or has declined it before. */
  readonly answer: (claims: string, scopes: readonly string[]) => Promise<AuthenticationSession>;
  /** Asks once more for what was declined. @returns whether anything was. */
  readonly askAgain: (scopes: readonly string[]) => Promise<boolean>;
}

const keyOf = (scopes: readonly string[]): string => [...scopes].sort().join(' ');

/** A token that ends sooner is not worth handing out. */
const spareMs = 60_000;

export function createClaimsChallenges(provider: string, account: AuthenticationSessionAccountInformation): ClaimsChallenges {
  const challenges = new Map<string, Challenge>();

  const ask = (claims: string, scopes: readonly string[]): Promise<AuthenticationSession> => {
    const wwwAuthenticate = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
    const session = Promise.resolve(
      authentication.getSession(provider, { wwwAuthenticate, fallbackScopes: scopes }, { account, createIfNone: { detail: `Azure asks ${account.label} for a further step to sign in.` } }),
    );
    const challenge: Challenge = { claims, session, state: 'asking', until: Infinity };
    challenges.set(keyOf(scopes), challenge);
    session.then(
      ({ accessToken }) => {
        challenge.state = 'answered';
        // A token that does not say when it ends is good for those who ask at the same time.
        challenge.until = tokenExpiry(accessToken);
      },
      () => {
        challenge.state = 'declined';
      },
    );
    return session;
  };

  return {
    answer: (claims, scopes) => {
      const known = challenges.get(keyOf(scopes));
      const holds = known?.claims === claims && (known.state !== 'answered' || known.until > Date.now() + spareMs);
      return holds ? known.session : ask(claims, scopes);
    },
    askAgain: async (scopes) => {
      const known = challenges.get(keyOf(scopes));
      if (known?.state !== 'declined') return false;
      await ask(known.claims, scopes);
      return true;
    },
  };
}
