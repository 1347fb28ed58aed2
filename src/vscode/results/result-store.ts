import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptResult } from './kept-result';
import { headerLine, readLines, resultLine, type Header } from './result-lines';

/** A scan that was begun and has not ended. */
export interface PendingScan {
  readonly startedAt: number;
  /** The ids of all its servers. */
  readonly ids: readonly string[];
}

export interface Restored {
  readonly results: ReadonlyMap<string, KeptResult>;
  /** Empty where there are no results. */
  readonly dictionary: Uint8Array;
  readonly scan: PendingScan | undefined;
}

/** Keeps results over a restart, in a folder of the window's own: one file for them, one for a scan under way. */
export interface ResultStore {
  /** Reads what was kept for somebody; what was kept for anybody else is deleted. */
  readonly restore: (owner: string) => Promise<Restored>;
  /** @param result nothing where the server is gone. @param dictionary what it was packed with. */
  readonly keep: (key: string, result: KeptResult | undefined, dictionary: Uint8Array) => void;
  readonly scanBegan: (scan: PendingScan) => void;
  readonly scanEnded: () => void;
  /** Deletes everything. */
  readonly clear: () => void;
  /** Resolves when everything is written. */
  readonly written: () => Promise<void>;
  readonly dispose: () => void;
}

export interface ResultStoreParts {
  /** The folder; nothing where nothing is to be kept. */
  readonly folder: string | undefined;
  readonly onError: (error: unknown) => void;
}

const resultsFile = 'results.jsonl';
const scanFile = 'scan.json';

/** No more than so many servers are kept, the ones that were read last. */
export const mostKept = 20_000;

/** Lines of older readings stay in the file until they are so many times as many as the servers. */
const mostOlder = 3;

/** A file of so few lines is not worth writing anew. */
const fewLines = 1000;

/** Lines are written together, so many milliseconds after the first of them. */
const delayMs = 500;

/** For nobody but the person themselves. */
const mode = 0o600;

function newest(results: ReadonlyMap<string, KeptResult>): ReadonlyMap<string, KeptResult> {
  if (results.size <= mostKept) return results;
  return new Map([...results].sort(([, one], [, other]) => other.readAt - one.readAt).slice(0, mostKept));
}

const scanIn = (text: string): PendingScan | undefined => {
  try {
    const { startedAt, ids } = JSON.parse(text) as Partial<PendingScan>;
    return typeof startedAt === 'number' && Array.isArray(ids) ? { startedAt, ids: ids.filter((id) => typeof id === 'string') } : undefined;
  } catch {
    return undefined;
  }
};

const missing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

export function createResultStore({ folder, onError }: ResultStoreParts): ResultStore {
  const place = (name: string): string => join(folder ?? '', name);
  /** One thing after the other, so that no file is written twice at once. */
  let queue: Promise<void> = Promise.resolve();
  let owner: string | undefined;
  /** True once the file has its first line. */
  let begun = false;
  let lines = 0;
  const keys = new Set<string>();
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;

  const then = (task: () => Promise<void>): void => {
    queue = queue.then(task).catch(onError);
  };
  const read = async (name: string): Promise<string> => {
    try {
      return await readFile(place(name), 'utf8');
    } catch (error) {
      if (!missing(error)) onError(error);
      return '';
    }
  };
  /** Writes a file anew, all of it or nothing. */
  const replace = async (name: string, text: string): Promise<void> => {
    await mkdir(folder ?? '', { recursive: true });
    await writeFile(place(`${name}.new`), text, { mode });
    await rename(place(`${name}.new`), place(name));
  };
  const rewrite = async (header: Header, results: ReadonlyMap<string, KeptResult>): Promise<void> => {
    const kept = newest(results);
    await replace(resultsFile, [headerLine(header), ...[...kept].map(([key, result]) => resultLine(key, result))].join(''));
    [lines, begun] = [kept.size, true];
  };
  const compact = async (): Promise<void> => {
    const found = owner === undefined ? undefined : readLines(await read(resultsFile), owner);
    if (found !== undefined) await rewrite(found.header, found.results);
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const text = waiting.join('');
    lines += waiting.length;
    waiting = [];
    then(() => appendFile(place(resultsFile), text, { mode }));
    if (lines > Math.max(fewLines, keys.size * mostOlder)) then(compact);
  };
  const forget = (): void => {
    clearTimeout(timer);
    timer = undefined;
    [waiting, begun, owner, lines] = [[], false, undefined, 0];
    keys.clear();
    if (folder === undefined) return;
    then(async () => {
      for (const name of [resultsFile, `${resultsFile}.new`, scanFile, `${scanFile}.new`]) await rm(place(name), { force: true });
    });
  };

  return {
    restore: async (who) => {
      flush();
      await queue;
      // The account is only compared, so that its name stands in no file.
      const name = createHash('sha256').update(who).digest('hex');
      const empty: Restored = { results: new Map(), dictionary: new Uint8Array(), scan: undefined };
      if (folder === undefined) return empty;
      const found = readLines(await read(resultsFile), name);
      if (found === undefined) {
        forget();
        owner = name;
        return empty;
      }
      owner = name;
      [lines, begun] = [found.lines, true];
      for (const key of found.results.keys()) keys.add(key);
      if (found.results.size > mostKept || found.lines > Math.max(fewLines, found.results.size * mostOlder)) then(() => rewrite(found.header, found.results));
      return { results: newest(found.results), dictionary: found.header.dictionary, scan: scanIn(await read(scanFile)) };
    },
    keep: (key, result, dictionary) => {
      if (folder === undefined || owner === undefined) return;
      if (!begun) {
        if (result === undefined) return;
        begun = true;
        const header = headerLine({ owner, dictionary });
        then(() => replace(resultsFile, header));
      }
      if (result === undefined) keys.delete(key);
      else keys.add(key);
      waiting.push(resultLine(key, result));
      timer ??= setTimeout(flush, delayMs);
    },
    scanBegan: (scan) => {
      if (folder !== undefined && owner !== undefined) then(() => replace(scanFile, JSON.stringify(scan)));
    },
    scanEnded: () => {
      if (folder !== undefined) then(() => rm(place(scanFile), { force: true }));
    },
    clear: forget,
    written: async () => {
      flush();
      await queue;
    },
    dispose: () => {
      clearTimeout(timer);
      // VS Code does not wait for long when a window closes.
      if (waiting.length > 0 && begun) appendFileSync(place(resultsFile), waiting.join(''), { mode });
      waiting = [];
    },
  };
}
