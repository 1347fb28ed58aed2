/** What stands for a secret; its length says nothing about that of the secret. */
export const bullets = '••••••';

/** Part of a line, from 0, the end exclusive. */
export interface Cut {
  readonly start: number;
  readonly end: number;
}

/** Words in the names of settings and parameters that hold secrets. */
const secretName = /pass(?:word|wd|phrase)?|pwd|secret|token|credential|connection_?string|(?:access|account|shared|api|master|private|signing|encryption)_?key|\bsas\b|\bkey\b/i;

/** Text in quotes, as both languages write it; the end of the line closes what nobody else does. */
const literal = /'(?:[^'\\]|\\.)*(?:'|$)|"(?:[^"\\]|\\.)*(?:"|$)/g;

/** Secrets within a text: that of an address with a password, and of key=value forms. */
const inline = [/(?<=:\/\/[^\s:/@'"]{1,100}:)[^\s/@'"]+(?=@)/g, /(?<=\b(?:password|pwd|accountkey|sharedaccesskey|sig)\s{0,5}=\s{0,5})(?!\$\{|\[)[^\s;&'"]+/gi];

/** Values of settings about secrets that are none themselves. */
const harmless = /^(?:|enabled|disabled|true|false|on|off|md5|scram-sha-256|required)$/i;

const inside = ({ start, end }: Cut): Cut => ({ start: start + 1, end: Math.max(start + 1, end - 1) });

interface Literal extends Cut {
  readonly harmless: boolean;
}

/** Whether a text ends within an expression that it holds: the quote there begins another text. */
const isUnfinished = (text: string): boolean => text.startsWith("'") && (text.match(/\$\{/g)?.length ?? 0) > (text.match(/\}/g)?.length ?? 0);

function literals(line: string): Literal[] {
  const found: Cut[] = [];
  for (const { 0: text, index } of line.matchAll(literal)) {
    const last = found.at(-1);
    const start = last !== undefined && isUnfinished(line.slice(last.start, last.end)) ? last.start : index;
    if (start !== index) found.pop();
    found.push({ start, end: index + text.length });
  }
  return found.map((cut) => ({ ...cut, harmless: harmless.test(line.slice(cut.start + 1, cut.end - 1)) }));
}

/** Whether a text in quotes is the name of a property; before the colon of a condition stands a value as well. */
function isKey(line: string, { start, end }: Cut): boolean {
  const colon = /^(\s*):/.exec(line.slice(end));
  if (colon === null || !/(?:^|[{,])\s*$/.test(line.slice(0, start))) return false;
  // Nobody leaves space behind a name that Bicep has in quotes: where a line begins so, the condition stands above.
  return colon[1] === '' || line[start] === '"' || /[{,]\s*$/.test(line.slice(0, start));
}

/** The texts that stand behind a name that sounds like a secret; a quoted name counts as one too. */
function named(line: string): Cut[] {
  const texts = literals(line);
  const name = secretName.exec(line);
  if (name === null) return [];
  return texts.filter((cut) => cut.start > name.index && !cut.harmless && !isKey(line, cut)).map(inside);
}

/**
 * Finds what no output may show of a line: texts behind names that sound like secrets, and passwords within addresses
 * and connection strings.
 * @param span the part that a finding is about, whose text is a secret itself; nothing where it is not.
 */
export function secretsIn(line: string, span: Cut | undefined): readonly Cut[] {
  const found = [...named(line), ...inline.flatMap((pattern) => [...line.matchAll(pattern)].map(({ 0: text, index }) => ({ start: index, end: index + text.length })))];
  if (span === undefined) return merge(found);
  const texts = literals(line);
  const covered = texts.some((text) => text.start <= span.end && text.end >= span.start);
  const isName = /^[A-Za-z_]\w*$/.test(line.slice(span.start, span.end));
  const secrets = texts.filter((text) => !text.harmless && !isKey(line, text));
  return merge([...found, ...secrets.map(inside), ...(covered || isName ? [] : [span])]);
}

function merge(cuts: readonly Cut[]): Cut[] {
  const merged: Cut[] = [];
  for (const cut of [...cuts].filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && cut.start <= last.end) merged.splice(-1, 1, { start: last.start, end: Math.max(last.end, cut.end) });
    else merged.push(cut);
  }
  return merged;
}

export interface Masked {
  readonly text: string;
  /** Where something of the line is in the masked one. */
  readonly at: (column: number) => number;
}

/** Puts bullets in the place of parts of a line. */
export function maskLine(line: string, cuts: readonly Cut[]): Masked {
  let text = '';
  let from = 0;
  for (const { start, end } of cuts) {
    text += line.slice(from, start) + bullets;
    from = end;
  }
  const at = (column: number): number => {
    let shift = 0;
    for (const { start, end } of cuts) {
      if (column <= start) break;
      if (column < end) return start + shift;
      shift += bullets.length - (end - start);
    }
    return column + shift;
  };
  return { text: text + line.slice(from), at };
}
