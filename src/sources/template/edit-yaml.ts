import type { TextEdit } from '../program';
import type { Json } from '../../model/value';
import { noEditing } from './no-editing';
import { readYaml } from './read-yaml';
import type { Editing } from './template';

const single = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Whether a word stands for itself without quotes, wherever it is written. */
function isPlain(word: string): boolean {
  const read = readYaml(`[${word}]`);
  const [item] = read?.kind === 'array' ? read.items : [];
  return item?.kind === 'literal' && item.value === word;
}

/** Writes a word or a number; a text keeps the quotes that stand there. */
function spell(value: Json, before: string): string | undefined {
  if (value !== null && typeof value === 'object') return undefined;
  if (typeof value !== 'string') return String(value);
  if (before.startsWith('"')) return JSON.stringify(value);
  return before.startsWith("'") || !isPlain(value) ? single(value) : value;
}

/** Values of YAML can be replaced where they are words, numbers or texts in a line; nothing else is written there. */
export function yamlEditing(file: string): Editing {
  return {
    ...noEditing,
    replace: (text, { kind, start, end }, value): readonly TextEdit[] | undefined => {
      const before = text.slice(start, end);
      const written = kind === 'literal' && before !== '' && !/[\r\n]/.test(before) ? spell(value, before) : undefined;
      if (written === undefined || readYaml(text.slice(0, start) + written + text.slice(end)) === undefined) return undefined;
      return [{ file, start, end, text: written }];
    },
  };
}
