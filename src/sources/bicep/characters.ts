const newline = 10;
const carriageReturn = 13;

export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isNewline(code: number): boolean {
  return code === newline || code === carriageReturn;
}

/** Besides what Bicep takes for white space: form feed, vertical tab, the no-break space and the byte order mark. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 11 || code === 12 || code === 0xa0 || code === 0xfeff;
}
