import type { ResultProblem } from '../outputs/check-result';
import { createLineIndex } from '../outputs/line-index';
import { parseDocument } from '../sources/arm-template/document';
import type { DiskHost } from './disk-host';
import { isTemplateJson, isWorthReading } from '../sources/template/relevance';
import type { FoundFile } from './find-files';
import { isReadable } from './find-files';

export interface Templates {
  /** The files to be read as templates or parameters. */
  readonly files: readonly string[];
  /** With absolute paths. */
  readonly problems: readonly ResultProblem[];
}

const isJson = (file: string): boolean => /\.jsonc?$/i.test(file);

/** Says where JSON is broken that somebody named, although nothing in what is left of it tells what it was meant to be. */
function brokenJson(file: string, text: string): ResultProblem[] {
  const lines = createLineIndex(text);
  return parseDocument(file, text).problems.map(({ message, span }) => ({
    file,
    message,
    ...(span === undefined ? {} : { range: lines.range(span) }),
  }));
}

function take({ file, named }: FoundFile, host: DiskHost): { file?: string; problems: ResultProblem[] } {
  if (!isReadable(file)) {
    const message = 'Only files that end in .bicep, .bicepparam, .json or .jsonc can be checked.';
    return { problems: [{ file, message }] };
  }
  const content = host.open(file);
  if ('failure' in content) {
    const foreign = !named && content.start !== undefined && isJson(file) && !isTemplateJson(content.start);
    return { problems: foreign ? [] : [{ file, message: `The file ${content.failure}` }] };
  }
  const isTaken = named ? !isJson(file) || isTemplateJson(content.text) : isWorthReading(file, content.text);
  if (isTaken) return { file, problems: [] };
  if (named) return { file, problems: brokenJson(file, content.text) };
  host.release(file);
  return { problems: [] };
}

/**
 * Picks the files that can be read as templates. What was only found in a folder and is about something else is passed
 * over in silence; what cannot be read is a problem.
 */
export function takeTemplates(found: readonly FoundFile[], host: DiskHost): Templates {
  const taken = found.map((one) => take(one, host));
  return {
    files: taken.flatMap(({ file }) => (file === undefined ? [] : [file])),
    problems: taken.flatMap(({ problems }) => problems),
  };
}
