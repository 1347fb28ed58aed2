import type { Finding } from '../../model/finding';
import type { Host, TextEdit } from '../../sources/program';
import { applyEdits } from '../../sources/template/text-edits';
import { judgeTemplate, type PlacedTemplateFinding, type TemplateJudging } from './judge-template';

/** More fixes than anybody needs in one file; what is left is found again. */
const most = 500;

/** Texts that are being changed, before those that the editor has. */
class Draft implements Host {
  readonly texts = new Map<string, string>();

  constructor(private readonly files: Host) {}

  read = (file: string): string | undefined => this.texts.get(file) ?? this.files.read(file);

  resolve = (from: string, reference: string): string => this.files.resolve(from, reference);
}

/** The file is that whose findings are mended; edits may reach others, such as a caller's arguments. */
export interface MendAllParts extends TemplateJudging {
  readonly wanted: (finding: Finding) => boolean;
}

/** The edits of the first finding that can be mended and was not tried before. */
function nextFix(findings: readonly PlacedTemplateFinding[], { file, wanted }: MendAllParts, tried: Set<string>): readonly TextEdit[] | undefined {
  for (const { finding, at, program, entry } of findings) {
    if (finding.fix === undefined || at.file !== file || !wanted(finding)) continue;
    const name = JSON.stringify([finding.rule.id, finding.fix.title, finding.message, finding.at]);
    const written = tried.has(name) ? undefined : program.edits(entry, finding.fix);
    if (written === undefined) continue;
    // A fix that leaves its finding must not be written again and again.
    tried.add(name);
    return written.edits;
  }
  return undefined;
}

/** Replaces what differs between two texts. */
function difference(file: string, before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let same = 0;
  const shared = Math.min(before.length, after.length) - start;
  while (same < shared && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { file, start, end: before.length - same, text: after.slice(start, after.length - same) };
}

/** Carries out fixes one after the other, each in the text that those before it left, and returns all that came of it. */
export function mendAll(parts: MendAllParts): readonly TextEdit[] {
  const { files } = parts;
  const draft = new Draft(files);
  const tried = new Set<string>();
  for (let count = 0; count < most; count++) {
    const { findings } = judgeTemplate({ ...parts, files: draft });
    const edits = nextFix(findings, parts, tried);
    if (edits === undefined) break;
    for (const changed of new Set(edits.map((edit) => edit.file))) {
      draft.texts.set(changed, applyEdits(draft.read(changed) ?? '', edits.filter((edit) => edit.file === changed)));
    }
  }
  return [...draft.texts].map(([changed, after]) => difference(changed, files.read(changed) ?? '', after));
}
