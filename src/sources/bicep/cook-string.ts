const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Replaces the escapes of a plain string's raw text; an unknown escape is kept as it was written. */
export function cookString(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u\{0*([0-9a-fA-F]{1,6})\}|([nrt\\'$]))/g, (written, hex: string | undefined, simple: string | undefined) => {
    if (simple !== undefined) return escapes[simple] ?? simple;
    const codePoint = parseInt(hex ?? '', 16);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : written;
  });
}
