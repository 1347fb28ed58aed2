import type { Pragma, PragmaCode, PragmaKind } from './syntax';

const keyword = /#(disable-next-line|disable-diagnostics|restore-diagnostics)(?![\w-])/y;
const nextCode = /[ \t]+([\w-]+)/y;
const whatFollows = /[ \t]*(?!\/\/|\/\*)(\S[^\r\n]*)/y;

/** Which pragma a # begins, if any. */
export function pragmaAt(text: string, start: number): PragmaKind | undefined {
  keyword.lastIndex = start;
  return keyword.exec(text)?.[1] as PragmaKind | undefined;
}

/** Reads a pragma with its codes, and what stands behind them on its line that is neither a code nor a comment. */
export function readPragma(text: string, start: number, kind: PragmaKind): { readonly read: Pragma; readonly rest: { readonly start: number; readonly end: number } | undefined } {
  const codes: PragmaCode[] = [];
  let end = start + 1 + kind.length;
  for (;;) {
    nextCode.lastIndex = end;
    const match = nextCode.exec(text);
    if (match === null) break;
    end += match[0].length;
    const code = match[1] ?? '';
    codes.push({ start: end - code.length, end, text: code });
  }
  whatFollows.lastIndex = end;
  const rest = whatFollows.exec(text);
  const restEnd = end + (rest?.[0].length ?? 0);
  return { read: { kind, start, end, codes }, rest: rest === null ? undefined : { start: restEnd - (rest[1] ?? '').length, end: restEnd } };
}
