/** What an access token of Microsoft Entra says about itself. Nobody has checked it; that is for the server to do. */
export interface TokenClaims {
  readonly expires?: Date;
  readonly audience?: string;
  readonly tenantId?: string;
  /** The name of the person, in the form that PostgreSQL knows them by. */
  readonly name?: string;
  /** A person of another tenant. */
  readonly isGuest: boolean;
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads the claims of a token. @returns nothing where the text is no token, such as a password. */
export function readToken(secret: string): TokenClaims | undefined {
  const [, claims] = /^eyJ[\w-]*\.([\w-]+)\.[\w-]*$/.exec(secret) ?? [];
  if (claims === undefined) return undefined;
  try {
    const parsed = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Record<string, unknown>;
    const { exp, aud, tid, upn, unique_name: uniqueName, idp } = parsed;
    const audience = asText(aud);
    const tenantId = asText(tid);
    const name = asText(upn) ?? asText(uniqueName);
    return {
      ...(typeof exp === 'number' ? { expires: new Date(exp * 1000) } : {}),
      ...(audience === undefined ? {} : { audience }),
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(name === undefined ? {} : { name }),
      isGuest: idp !== undefined || name?.includes('#EXT#') === true,
    };
  } catch {
    return undefined;
  }
}
