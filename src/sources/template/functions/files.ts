import { readData } from '../../arm-template/read-data';
import type { Content, Evaluated } from '../content';
import { named, scalar, stringOf } from '../content';
import type { DataFile } from '../environment';
import type { Expression } from '../expression';
import { select } from '../json-path';
import { yamlEditing } from '../edit-yaml';
import type { FunctionCall, Functions, TemplateFunction } from './function-call';
import { argument, fromJson, underived } from './function-call';
import { readYaml } from '../read-yaml';
import { toBase64 } from './text';

/**
 * The sizes that Bicep loads: https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-files
 * (read 2026-11). A larger file does not compile.
 */
const largest = { text: 131_072, data: 1_048_576, bytes: 96 * 1024 } as const;

/** Encodings in which a file says what it says to hosts, which read UTF-8. */
const readable: ReadonlySet<string> = new Set(['utf-8', 'us-ascii']);

/** Makes a function of the text of a file that stands beside the template. */
function ofFile(limit: number, encodingAt: number | undefined, read: (file: DataFile, call: FunctionCall) => Evaluated | Content): TemplateFunction {
  return (call) => {
    const reference = stringOf(argument(call, 0));
    if (reference === undefined) return underived(call, 'it cannot be told which file is loaded');
    const encoding = encodingAt === undefined || call.arguments[encodingAt] === undefined ? 'utf-8' : stringOf(argument(call, encodingAt));
    if (encoding === undefined || !readable.has(encoding.toLowerCase())) return underived(call, `the file ${reference} is not in UTF-8`);
    const found = call.load?.(reference) ?? { because: 'files are not loaded here' };
    if ('because' in found) return underived(call, found.because);
    if (found.text.length > limit) return underived(call, `the file ${reference} is too large to be loaded`);
    return read(found, call);
  };
}

/** Evaluates what a JSONPath picks of a file: what is written there has its place there. */
function picked(value: Expression | undefined, file: DataFile, call: FunctionCall): Evaluated | Content {
  const { name } = file;
  if (value === undefined) return underived(call, `the file ${name} cannot be read`);
  const path = call.arguments.length < 2 ? '$' : stringOf(argument(call, 1));
  if (path === undefined) return underived(call, `it cannot be told what is loaded from the file ${name}`);
  const found = select(value, path);
  if (found === undefined) return underived(call, `the path ${path} into the file ${name} is not understood`);
  const [first, ...others] = found;
  if (first === undefined) return underived(call, `the path ${path} finds nothing in the file ${name}`);
  const { start, end } = value;
  const whole: Expression = others.length === 0 ? first : { kind: 'array', start, end, close: undefined, items: found };
  return named(call.evaluate(file, whole), `value in ${name}`);
}

/** Whether a name fits a pattern in which * stands for anything and ? for one character, in time that grows with both only. */
function fits(name: string, pattern: string): boolean {
  const [text, wanted] = [name.toLowerCase(), pattern.toLowerCase()];
  let [at, next, star, from] = [0, 0, -1, 0];
  while (at < text.length) {
    if (wanted[next] === '*') [star, from, next] = [next, at, next + 1];
    else if (wanted[next] === '?' || wanted[next] === text[at]) [at, next] = [at + 1, next + 1];
    else if (star < 0) return false;
    // What the last star stands for grows by one character.
    else [from, at, next] = [from + 1, from + 1, star + 1];
  }
  return /^\**$/.test(wanted.slice(next));
}

/** Names what a folder holds: its files, not its folders. */
function listFolder(call: FunctionCall): Content {
  const [folder, pattern] = [argument(call, 0), argument(call, 1)].map(stringOf);
  if (folder === undefined || (pattern === undefined && call.arguments.length > 1)) return underived(call, 'it cannot be told which files are listed');
  const found = call.list?.(folder) ?? { because: 'the files of a folder are not listed here' };
  if ('because' in found) return underived(call, found.because);
  const named = found.filter((name) => pattern === undefined || pattern === '' || fits(name, pattern));
  const path = folder.replaceAll('\\', '/').replace(/^(?:\.\/)+|\/+$/g, '').replace(/^\.$/, '');
  const order = (a: string, b: string): number => (a.toUpperCase() < b.toUpperCase() ? -1 : 1);
  const all = named.sort(order).map((name) => ({
    relativePath: path === '' ? name : `${path}/${name}`,
    baseName: name,
    extension: /(?:\.[^.]*)?$/.exec(name)?.[0] ?? '',
  }));
  return fromJson(all, call.from);
}

export const files: Functions = {
  loadtextcontent: ofFile(largest.text, 1, ({ text }) => scalar(text)),
  // Bytes that are no UTF-8 were replaced when the text was read.
  loadfileasbase64: ofFile(largest.bytes, undefined, ({ text, name }, call) =>
    text.includes('\ufffd') ? underived(call, `the file ${name} is no text`) : scalar(toBase64(text)),
  ),
  loadjsoncontent: ofFile(largest.data, 2, (file, call) => picked(readData(file.file, file.text), file, call)),
  loadyamlcontent: ofFile(largest.data, 2, (file, call) => picked(readYaml(file.text), { ...file, editing: yamlEditing(file.file) }, call)),
  loaddirectoryfileinfo: listFolder,
};
