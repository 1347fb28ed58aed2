import type { Json, JsonObject } from '../../model/value';
import { isJsonObject } from '../../model/value';
import type { GappedText } from './gapped-text';
import type { Parts } from './parse';
import { fromSettings, parseConnectionString, plainName } from './parse';

const mostDepth = 12;

/** Objects within the settings of a client that hold further ones: those of Sequelize and of TypeORM. */
const furtherSettings: ReadonlySet<string> = new Set(['dialectoptions', 'extra']);

/** What a client of Node.js makes of its option ssl. */
function spellSsl(value: Json): string | undefined {
  if (!isJsonObject(value)) return undefined;
  return value['rejectUnauthorized'] === false ? 'no-verify' : 'true';
}

function addSettings(object: JsonObject, settings: Map<string, string>): void {
  for (const [key, value] of Object.entries(object)) {
    const name = plainName(key);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') settings.set(name, String(value));
    else if (name === 'ssl') settings.set(name, spellSsl(value) ?? '');
    else if (furtherSettings.has(name) && isJsonObject(value)) addSettings(value, settings);
  }
}

const others: readonly string[] = ['database', 'dbname', 'user', 'username', 'password'];

function fromObject(object: JsonObject): Parts | undefined {
  const settings = new Map<string, string>();
  addSettings(object, settings);
  if (settings.get('ssl') === '') settings.delete('ssl');
  // The program that reads the object may well add how it uses TLS.
  const parts = fromSettings('json', false, settings, true);
  return parts.host === undefined || !others.some((name) => settings.has(name)) ? undefined : parts;
}

function walk(json: Json, whole: GappedText, depth: number, found: Parts[]): void {
  if (depth > mostDepth || json === null) return;
  if (typeof json === 'string') {
    const parts = parseConnectionString({ ...whole, text: json });
    if (parts !== undefined) found.push(parts);
  } else if (typeof json === 'object') {
    const parts = isJsonObject(json) ? fromObject(json) : undefined;
    if (parts !== undefined) found.push(parts);
    for (const inner of Object.values(json) as readonly Json[]) walk(inner, whole, depth + 1, found);
  }
}

/** What is not known stands bare where the text was made of an object, and in quotes where somebody wrote it so. */
const bareGap = /([:[,]\s*)([\ue000-\uefff])(?=\s*[,\]}])/g;

function inJson(whole: GappedText): readonly Parts[] | undefined {
  if (!/^\s*[{["]/.test(whole.text)) return undefined;
  const found: Parts[] = [];
  try {
    walk(JSON.parse(whole.text.replace(bareGap, '$1"$2"')) as Json, whole, 0, found);
  } catch {
    return undefined;
  }
  return found;
}

/** What a script hands to a program in quotes, also within the quotes of a shell. */
function inQuotes(whole: GappedText, depth: number): readonly Parts[] {
  return [...whole.text.matchAll(/"([^"\n]+)"|'([^'\n]+)'/g)].flatMap(([, double, single]) => partsIn({ ...whole, text: double ?? single ?? '' }, depth + 1));
}

/** Quotes within quotes within quotes: nobody writes deeper ones. */
const mostQuotes = 3;

/** The connection strings in a text: those in JSON, those that a script has in quotes, or else the text itself. */
export function partsIn(whole: GappedText, depth = 0): readonly Parts[] {
  const json = inJson(whole);
  if (json !== undefined) return json;
  const quoted = depth < mostQuotes ? inQuotes(whole, depth) : [];
  return quoted.length > 0 ? quoted : [parseConnectionString(whole) ?? []].flat();
}
