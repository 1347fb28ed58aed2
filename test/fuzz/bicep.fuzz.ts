/**
 * Throws broken Bicep at the parser and at all that follows it. It stops with exit code 1 and prints the text at the
 * first crash, slow reading, wrong span, or intact statement that was lost.
 */
import { parseBicep } from '../../src/sources/bicep/parser';
import { bicepMaterial } from './bicep-material';
import { judge } from './judge';
import { brokenText } from './mutate';
import { fail, inTime, runFuzzer } from './run';

/** Returns what is wrong with the spans of the tree, or undefined: children must lie within their parent, in bounds. */
function wrongSpan(root: object, length: number): string | undefined {
  const pending: { node: object; start: number; end: number; path: string }[] = [{ node: root, start: 0, end: length, path: '' }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    let { start, end } = next;
    if ('start' in next.node && 'end' in next.node) {
      const own = next.node as { start: number; end: number };
      if (!(own.start >= start && own.start <= own.end && own.end <= end)) {
        return `${next.path}: ${own.start}..${own.end} is not within ${start}..${end}`;
      }
      ({ start, end } = own);
    }
    for (const [key, value] of Object.entries(next.node)) {
      if (typeof value === 'object' && value !== null) pending.push({ node: value as object, start, end, path: `${next.path}/${key}` });
    }
  }
  return undefined;
}

/** An intact statement in column 0 must survive whatever precedes it, but an open comment or multi-line string. */
function check(text: string): void {
  const whole = `${text}\nparam intact string = 'yes'\n`;
  inTime(whole, () => judge('main.bicep', whole));
  const { program, diagnostics } = parseBicep(whole);
  const wrong = wrongSpan(program, whole.length) ?? wrongSpan(diagnostics, whole.length);
  if (wrong !== undefined) fail(whole, wrong);
  if (text.includes('/*') || text.includes("'''")) return;
  const intact = program.statements.some((statement) => statement.kind === 'parameter' && statement.name.text === 'intact' && statement.value?.kind === 'string');
  if (!intact) fail(whole, 'The intact statement was lost.');
}

runFuzzer((random) => brokenText(random, bicepMaterial), check);
