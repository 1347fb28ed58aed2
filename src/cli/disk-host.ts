import { readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Host } from '../sources/program';
import type { TextFile } from './text-file';
import { readTextFile } from './text-file';

/** Files of the disk by their absolute paths, each read once. */
export interface DiskHost extends Host {
  /** Reads a file, and says why where that is not possible. */
  readonly open: (file: string) => TextFile;
  /** Forgets the text of a file that turned out not to matter, which saves its memory. */
  readonly release: (file: string) => void;
}

/** Lists the files of a folder, without its folders. */
function filesOf(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile() || one.isSymbolicLink()).map(({ name }) => name);
  } catch {
    return undefined;
  }
}

/**
 * @param given texts that take the place of what is on disk, by absolute path: standard input.
 * @param mayLoad which files templates may load as data.
 */
export function createDiskHost(given: ReadonlyMap<string, TextFile> = new Map(), mayLoad: (file: string) => boolean = () => true): DiskHost {
  const files = new Map(given);
  const open = (file: string): TextFile => {
    let content = files.get(file);
    if (content === undefined) {
      content = readTextFile(file);
      files.set(file, content);
    }
    return content;
  };
  return {
    open,
    mayLoad,
    list: filesOf,
    read: (file) => {
      const content = open(file);
      return 'text' in content ? content.text : undefined;
    },
    resolve: (from, reference) => resolve(dirname(from), reference.replaceAll('\\', '/')),
    release: (file) => {
      if (!given.has(file)) files.delete(file);
    },
  };
}
