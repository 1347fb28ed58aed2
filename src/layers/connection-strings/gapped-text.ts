import type { Unknown, Value } from '../../model/value';
import { isUnknown } from '../../model/value';

/** Text of which parts are not known: each stands in it as one character that nobody writes. */
export interface GappedText {
  readonly text: string;
  readonly gaps: readonly Unknown[];
}

/** The private use area of Unicode: characters without a meaning. */
const firstGap = 0xe000;
const mostGaps = 0x1000;
const gapPattern = /[\ue000-\uefff]/g;

/** The texts that a value can be; none for what is no text or not known at all. */
export function gappedTexts(value: Value | undefined): readonly GappedText[] {
  if (typeof value === 'string') return [{ text: value.replace(gapPattern, '?'), gaps: [] }];
  if (!isUnknown(value)) return [];
  if (value.pieces !== undefined) return [join(value.pieces)];
  return (value.oneOf ?? value.possible ?? []).flatMap(gappedTexts);
}

function join(pieces: readonly (string | Unknown)[]): GappedText {
  const gaps: Unknown[] = [];
  const text = pieces.map((piece) => {
    if (typeof piece === 'string') return piece.replace(gapPattern, '?');
    if (gaps.length === mostGaps) return '?';
    gaps.push(piece);
    return String.fromCharCode(firstGap + gaps.length - 1);
  });
  return { text: text.join(''), gaps };
}

/** The parts of a piece of the text that are not known. */
export function gapsIn(part: string, { gaps }: GappedText): readonly Unknown[] {
  return [...part.matchAll(gapPattern)].flatMap(([character]) => gaps[character.charCodeAt(0) - firstGap] ?? []);
}

/** Whether all of a piece of the text is known. */
export function isWhole(part: string): boolean {
  return part.search(gapPattern) === -1;
}
