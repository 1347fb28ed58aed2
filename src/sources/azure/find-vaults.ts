import type { Connection } from './connection';
import { objectsAt, textAt } from './json';

/** The address of a key in a vault, taken apart. */
export interface KeyAddress {
  readonly vault: string;
  readonly key: string;
}

/** Takes the address of a key apart: https://VAULT.vault.azure.net/keys/KEY/VERSION; `undefined` where it is something else. */
export function parseKeyAddress(text: string): KeyAddress | undefined {
  const [, vault, key] = /^https:\/\/([^./]+)\.(?:vault|managedhsm)\.[^/]+\/keys\/([^/?]+)/i.exec(text) ?? [];
  return vault === undefined || key === undefined ? undefined : { vault, key };
}

const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';

/** Finds the id of a vault by its name, which no other vault in Azure has; `undefined` where the person cannot see it. Rejects as `send` does. */
export async function findVault(connection: Connection, vault: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  // What comes out of an address is put into a query: a name of letters, digits and hyphens can end nothing there.
  if (!/^[a-z0-9-]+$/i.test(vault)) return undefined;
  const query = `resources | where type =~ 'microsoft.keyvault/vaults' | where name =~ '${vault}' | project id, name | order by id`;
  const answer = await connection.send({ method: 'POST', path, body: { query, options: { $top: 1, resultFormat: 'objectArray' } }, signal });
  const [row] = objectsAt(answer, 'data');
  return row === undefined ? undefined : textAt(row, 'id') || undefined;
}
