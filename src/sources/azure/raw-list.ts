import type { JsonObject } from '../../model/value';
import { isJsonObject } from '../../model/value';
import type { Connection } from './connection';
import { objectsAt, parseJson, textAt } from './json';

/** What the SDKs' list operations have in common; their models drop what they do not know, so only the text is used. */
export interface RawOptions {
  readonly onResponse: (response: { readonly bodyAsText?: string | null }) => void;
  readonly abortSignal?: AbortSignal;
}

export interface Pages {
  readonly byPage: () => AsyncIterable<unknown>;
}

/** Makes the options that let a raw answer of an SDK be seen. */
export function rawOptions(see: (body: JsonObject) => void, signal: AbortSignal | undefined): RawOptions {
  return {
    onResponse: ({ bodyAsText }) => {
      const body = parseJson(bodyAsText);
      if (isJsonObject(body)) see(body);
    },
    ...(signal === undefined ? {} : { abortSignal: signal }),
  };
}

/** Reads all pages of an SDK's list as Resource Manager wrote them. Rejects as the SDK does. */
export async function listRaw(list: (options: RawOptions) => Pages, signal: AbortSignal | undefined): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  const options = rawOptions((body) => void found.push(...objectsAt(body, 'value')), signal);
  const pages = list(options).byPage()[Symbol.asyncIterator]();
  while ((await pages.next()).done !== true) {
    // The pages were seen on their way.
  }
  return found;
}

/** A list that goes on for longer than this leads in a circle. */
const mostPages = 1000;

/** Reads all pages of a list that no SDK has. Rejects as `send` does. */
export async function listBySending(connection: Connection, path: string, signal: AbortSignal | undefined): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  let next = path;
  for (let page = 0; next !== '' && page < mostPages; page += 1) {
    const body = await connection.send({ path: next, signal });
    found.push(...objectsAt(body, 'value'));
    next = textAt(body, 'nextLink');
  }
  return found;
}
