/** What every suppression in a template holds; most files hold none, and need no second look. */
export const mayHoldSuppressions = (text: string): boolean => /disable-(?:next-line|diagnostics)|postgresqlSecurity/i.test(text);
