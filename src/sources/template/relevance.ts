/** PostgreSQL by its type, its modules, its connection strings or its hosts; the rules of networks that may let it be reached. */
const subject = /postgre-?s|pgsql|horizondb|\bhost\s*=[^;\n'"]*;|\b[56]432\b|networksecuritygroups|securityrules/i;

/** Other files that may say more: modules and imports of Bicep, linked templates of ARM. */
const reaching = /\bmodule\s+\w+\s+'[^':]*'|\bimport\s.*\bfrom\s+'|\btemplatelink\b|^\s*(?:using|extends)\s/im;

/** Whether a template can matter at all, told without reading it: most files of a repository cannot, and cost nothing then. */
export function mayMatter(text: string): boolean {
  return subject.test(text) || reaching.test(text);
}

/** What a text says of whether it matters: by itself, or by the files that it names. */
export interface Mentions {
  readonly subject: boolean;
  /** As they are written. */
  readonly files: readonly string[];
}

/** Names of files in quotes: modules, imports, templates of parameters files, linked templates, and what is loaded. */
const fileNames = /(?:\bload\w{4,24}\(\s*'([^'\r\n]{1,256})')|['"]([^'"\r\n:]{1,256}\.(?:bicep|bicepparam|jsonc?|ya?ml|txt))['"]/gi;

export function mentionsIn(text: string): Mentions {
  return { subject: subject.test(text), files: [...new Set(Array.from(text.matchAll(fileNames), ([, loaded, named]) => loaded ?? named ?? ''))] };
}

/** Files that name each other in longer chains are taken to matter. */
const mostFiles = 2000;

/**
 * Whether a template can matter with all that it reaches, told without reading any of it as a template. A file that only
 * deploys modules about something else costs no more than looking through their texts once.
 * @param mentionsOf what a file mentions; nothing where there is no such file.
 */
export function mayMatterTogether(file: string, mentionsOf: (file: string) => Mentions | undefined, resolve: (from: string, reference: string) => string): boolean {
  const found = new Set([file]);
  for (const one of found) {
    const mentions = mentionsOf(one);
    if (mentions?.subject === true || found.size > mostFiles) return true;
    for (const reference of mentions?.files ?? []) found.add(resolve(one, reference));
  }
  return false;
}

/** What every ARM template, parameters file and answer of Azure about PostgreSQL mentions; other JSON is not ours. */
const oursInJson = /deployment(?:template|parameters)\.json|microsoft\.(?:dbforpostgresql|horizondb)/i;

/** Values for a template that may matter, whatever they are called. */
const parameters = /deploymentparameters\.json/i;

const isJson = (file: string): boolean => /\.jsonc?$/i.test(file);

/** Whether JSON may be a template or belong to one, rather than being about something else. */
export const isTemplateJson = (text: string): boolean => oursInJson.test(text);

/** Whether a file that was found in a folder is to be read: what it is called and what it mentions decide, not what it means. */
export function isWorthReading(file: string, text: string): boolean {
  return (!isJson(file) || isTemplateJson(text)) && (mayMatter(text) || parameters.test(text));
}
