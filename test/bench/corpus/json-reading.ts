import { relative } from 'node:path';
import { readJson } from '../../../src/sources/arm-template/json-reader';
import { textOf } from './corpus-files';
import type { ParsedCorpus } from './parsing';

/** Reads every compiled template twice, so that the second time is that of a warm program; time is that of the processor. */
export function readJsonCorpus(files: readonly string[], folder: string): ParsedCorpus {
  const texts = files.flatMap((file) => {
    const text = textOf(file);
    return text === undefined ? [] : [{ file, text }];
  });
  for (const { text } of texts) readJson(text);
  const before = process.cpuUsage();
  const read = texts.map(({ file, text }) => ({ file, length: text.length, faults: readJson(text).faults }));
  const ms = process.cpuUsage(before).user / 1e3;
  return {
    files: texts.length,
    characters: texts.reduce((sum, { text }) => sum + text.length, 0),
    ms,
    withDiagnostics: read.flatMap(({ file, faults: [first] }) => (first === undefined ? [] : [`${relative(folder, file)}: ${first.message} (${first.start})`])),
  };
}
