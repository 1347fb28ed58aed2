import type { Unknown, Value } from '../../model/value';
import { casesOf, isUnknown } from '../../model/value';

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
  if (value.pieces !== undefined) return spelledOut(value.pieces).map(join);
  return casesOf(value).flatMap(gappedTexts);
}

/** More than these are one text with gaps. */
const mostSpellings = 16;

/** What a part can be. What is kept secret stays a gap, whatever it is, as does what can also be something else. */
function spellings(piece: string | Unknown): readonly (string | Unknown)[] {
  if (!isUnknown(piece) || piece.sensitive === true) return [piece];
  const options = casesOf(piece).filter((option) => typeof option === 'string' || typeof option === 'number').map(String);
  return piece.oneOf?.length === options.length ? options : [...options, piece];
}

function spelledOut(pieces: readonly (string | Unknown)[]): readonly (readonly (string | Unknown)[])[] {
  let all: readonly (readonly (string | Unknown)[])[] = [[]];
  for (const piece of pieces) {
    const next = spellings(piece);
    all = all.flatMap((before) => next.map((one) => [...before, one]));
    if (all.length > mostSpellings) return [pieces];
  }
  return all;
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
