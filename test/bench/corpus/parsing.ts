import { relative } from 'node:path';
import { parseBicep } from '../../../src/sources/bicep/parser';
import { textOf } from './corpus-files';

export interface ParsedCorpus {
  readonly files: number;
  readonly characters: number;
  readonly ms: number;
  /** Files in which the parser found something wrong, with the first of it. */
  readonly withDiagnostics: readonly string[];
}

/** Parses every file twice, so that the second time is that of a warm program. */
export function parseCorpus(files: readonly string[], folder: string): ParsedCorpus {
  const texts = files.flatMap((file) => {
    const text = textOf(file);
    return text === undefined ? [] : [{ file, text }];
  });
  for (const { text } of texts) parseBicep(text);
  const withDiagnostics: string[] = [];
  let characters = 0;
  const started = performance.now();
  const parsed = texts.map(({ file, text }) => ({ file, text, diagnostics: parseBicep(text).diagnostics }));
  const ms = performance.now() - started;
  for (const { file, text, diagnostics: [first] } of parsed) {
    characters += text.length;
    if (first === undefined) continue;
    const line = text.slice(0, first.start).split('\n').length;
    withDiagnostics.push(`${relative(folder, file)}:${line}: ${first.message}`);
  }
  return { files: texts.length, characters, ms, withDiagnostics };
}
