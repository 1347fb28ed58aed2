import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** The text of a file, or why there is none, as the end of a sentence that begins with the file's name. */
export type TextFile =
  | { readonly text: string }
  | {
      readonly failure: string;
      /** True where there is no such file at all. */
      readonly missing?: true;
      /** The beginning of a file that is too big to be read. */
      readonly start?: string;
    };

const megabyte = 1024 * 1024;

/** Templates of more than 4 MB cannot be deployed; this leaves room for what people check besides. */
const mostBytes = 32 * megabyte;

const startBytes = 64 * 1024;

/** Decodes UTF-8, or UTF-16 by its byte order mark as Azure's tools do. The mark itself is no part of the text. */
export function decodeText(bytes: Buffer): TextFile {
  if (bytes.length > mostBytes) return { failure: `is too big: more than ${mostBytes / megabyte} MB.` };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: bytes.toString('utf16le', 2) };
  if (bytes.includes(0)) return { failure: 'is a binary file, not text.' };
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return { text: bytes.toString('utf8', mark) };
}

/** Says in words why the disk refused. */
export function explainDiskError(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'an unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist.';
  if (code === 'EACCES' || code === 'EPERM') return 'cannot be opened: access is denied.';
  if (code === 'EISDIR') return 'is a folder.';
  if (code === 'ELOOP') return 'is a symbolic link that leads back to itself.';
  if (code === 'ENOSPC') return 'cannot be written: the disk is full.';
  if (code === 'EROFS') return 'cannot be written: the disk is read-only.';
  return `cannot be used: the disk answered ${code}.`;
}

function readStart(handle: number): string {
  const bytes = Buffer.alloc(startBytes);
  return bytes.toString('utf8', 0, readSync(handle, bytes, 0, startBytes, 0));
}

function readOpened(handle: number): TextFile {
  const status = fstatSync(handle);
  if (status.isDirectory()) return { failure: 'is a folder.', missing: true };
  if (!status.isFile()) return { failure: 'is not an ordinary file.' };
  if (status.size > mostBytes) {
    const size = Math.ceil(status.size / megabyte);
    return { failure: `is too big: ${size} MB, and at most ${mostBytes / megabyte} MB are read.`, start: readStart(handle) };
  }
  return decodeText(readFileSync(handle));
}

/** Reads a text file from disk. Never throws. */
export function readTextFile(file: string): TextFile {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    return readOpened(handle);
  } catch (error) {
    const failure = explainDiskError(error);
    return { failure, ...(failure === 'does not exist.' ? { missing: true } : {}) };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
