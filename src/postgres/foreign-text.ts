// eslint-disable-next-line no-control-regex -- They are what must not get through.
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;

/** Names the characters that nobody sees, so that what is shown is what there is. */
export const visibleText = (text: string): string =>
  text.replace(unseen, (found) => Array.from(found, (one) => `<U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`).join(''));

/**
 * Makes text from outside fit to be shown: without control characters, which move cursors and colour terminals, and
 * without marks that turn the reading direction round; shortened where it is long.
 */
export function foreignText(text: string, longest = 300): string {
  const clean = text.slice(0, longest * 4).replace(unseen, ' ').replace(/\s+/g, ' ').trim();
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}
