import type { WideContext } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { notApplicable, undecided } from '../../model/verdict';
import type { Unknown } from '../../model/value';
import { isUnknown } from '../../model/value';
import type { FoundString } from './carriers';
import { connectionStringsIn } from './carriers';
import type { Protection } from './connection-string';
import { isLocal } from './connection-string';

/** Says where a connection string stands: "The connection string DATABASE_URL in the settings of an application". */
export function subject({ name, place, isSetting }: FoundString): string {
  if (isSetting === true) return `The setting ${name} in ${place}`;
  return name === '' ? `The connection string in ${place}` : `The connection string ${name} in ${place}`;
}

type Known = Exclude<Protection, Unknown>;

/** What stands at one place and protects as little is one finding, however many cases or parts of a script have it. */
function oneForEachPlace(all: readonly FoundString[]): readonly FoundString[] {
  const merged = new Map<string, FoundString>();
  for (const found of all) {
    const { at, string } = found;
    const key = JSON.stringify([at, isLocal(string), isUnknown(string.protection) ? undefined : string.protection]);
    const before = merged.get(key);
    const words = before === undefined ? string.words : [...new Set([...before.string.words.split(' or '), string.words])].join(' or ');
    merged.set(key, before === undefined ? found : { ...before, string: { ...before.string, words } });
  }
  return [...merged.values()];
}

/**
 * Judges how far the connection strings of each place protect the connection. Strings to the computer itself are none of Azure's.
 * @param decide judges what a string says.
 */
export function judgeProtection(
  { snapshot }: WideContext, decide: (found: FoundString, protection: Known) => Judgement,
): readonly Judgement[] {
  return oneForEachPlace(connectionStringsIn(snapshot)).map((found) => {
    const { at, string } = found;
    if (isLocal(string)) return notApplicable(at, 'The connection stays on the computer.');
    const { protection } = string;
    return isUnknown(protection) ? undecided(at, protection.because) : decide(found, protection);
  });
}

/** A web application in Bicep with one setting, for the pages of rules. */
export function exampleSetting(value: string, before: readonly string[] = []): string {
  return [
    ...before,
    "resource app 'Microsoft.Web/sites@2023-12-01' = {",
    "  name: 'orders'",
    "  location: 'westeurope'",
    '  properties: {',
    '    siteConfig: {',
    '      appSettings: [',
    '        {',
    "          name: 'DATABASE_URL'",
    `          value: '${value}'`,
    '        }',
    '      ]',
    '    }',
    '  }',
    '}',
  ].join('\n');
}

/** The address of a database without a password, for the pages of rules. */
export const exampleUri = (query: string): string =>
  `postgresql://app@pg-orders.postgres.database.azure.com:5432/orders${query}`;
