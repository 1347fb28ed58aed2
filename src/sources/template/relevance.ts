/** PostgreSQL by its type, its modules, its connection strings or its hosts; the rules of networks that may let it be reached. */
const subject = /postgre-?s|pgsql|\bhost\s*=[^;\n'"]*;|\b[56]432\b|networksecuritygroups|securityrules/i;

/** Other files that may say more: modules and imports of Bicep, linked templates of ARM. */
const reaching = /\bmodule\s+\w+\s+'[^':]*'|\bimport\s.*\bfrom\s+'|\btemplatelink\b|^\s*(?:using|extends)\s/im;

/** Whether a template can matter at all, told without reading it: most files of a repository cannot, and cost nothing then. */
export function mayMatter(text: string): boolean {
  return subject.test(text) || reaching.test(text);
}
