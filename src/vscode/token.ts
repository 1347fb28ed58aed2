interface Claims {
  readonly exp?: unknown;
}

/**
 * Reads when a token expires, in milliseconds since 1970; 0 where it does not say, which makes the pipeline ask again
 * for each request. The token is only looked at, never checked: that is Azure's business.
 */
export function tokenExpiry(token: string): number {
  const [, payload] = token.split('.');
  if (payload === undefined) return 0;
  try {
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims;
    return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1000 : 0;
  } catch {
    return 0;
  }
}
