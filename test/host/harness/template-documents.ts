import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  commands,
  DiagnosticSeverity,
  languages,
  Range,
  Uri,
  workspace,
  WorkspaceEdit,
  type CodeAction,
  type Diagnostic,
  type TextDocument,
} from 'vscode';
import { eventually } from './eventually';
import { extensionFolder } from './extension-under-test';

/** A diagnostic as the tests compare it. */
export interface ShownFinding {
  readonly code: string;
  readonly severity: string;
  /** The text that is underlined. */
  readonly text: string;
}

/** Makes a folder of its own with these files, by path. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'postgresql-security-templates-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Makes a copy of the sample workspace. */
export function samplesFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postgresql-security-samples-'));
  cpSync(join(extensionFolder(), 'samples', 'workspace'), folder, { recursive: true });
  return folder;
}

export const sampleText = (path: string): string => readFileSync(join(extensionFolder(), 'samples', 'workspace', path), 'utf8');

export function openFile(...path: readonly string[]): Thenable<TextDocument> {
  return workspace.openTextDocument(Uri.file(join(...path)));
}

/** The findings; what could not be decided names no rule. */
const ours = (uri: Uri): Diagnostic[] => languages.getDiagnostics(uri).filter(({ source, code }) => source === 'PostgreSQL Security' && code !== undefined);

export const codeOf = ({ code }: Diagnostic): string => String(typeof code === 'object' ? code.value : code);

/** What the extension shows in a document, in the order of the text. */
export function findings(document: TextDocument): ShownFinding[] {
  return ours(document.uri)
    .sort((a, b) => a.range.start.compareTo(b.range.start) || codeOf(a).localeCompare(codeOf(b)))
    .map((diagnostic) => ({
      code: codeOf(diagnostic),
      severity: DiagnosticSeverity[diagnostic.severity],
      text: document.getText(diagnostic.range),
    }));
}

export const codes = (document: TextDocument): string[] => findings(document).map(({ code }) => code);

/** Waits until the diagnostics of a document are as the condition wants them. */
export async function untilFindings(document: TextDocument, wanted: (codes: readonly string[]) => boolean): Promise<void> {
  await eventually(
    languages.onDidChangeDiagnostics,
    () => (wanted(codes(document)) ? true : undefined),
    () => `${document.uri.path} shows ${JSON.stringify(findings(document))}`,
  );
}

export const untilFinding = (document: TextDocument, code: string): Promise<void> => untilFindings(document, (all) => all.includes(code));

export const untilGone = (document: TextDocument, code: string): Promise<void> => untilFindings(document, (all) => !all.includes(code));

/** Waits for a finding in a file that need not be open. */
export function published(uri: Uri, code: string): Promise<Diagnostic> {
  return eventually(
    languages.onDidChangeDiagnostics,
    () => ours(uri).find((one) => codeOf(one) === code),
    () => `${uri.path} shows ${ours(uri).map(codeOf).join(', ')}`,
  );
}

export function diagnostic(document: TextDocument, code: string): Diagnostic {
  const found = ours(document.uri).find((one) => codeOf(one) === code);
  if (found === undefined) throw new Error(`${document.uri.path} does not show ${code} but ${codes(document).join(', ')}`);
  return found;
}

/** Replaces the first occurrence of a text, as typing it would. */
export async function type(document: TextDocument, old: string, text: string): Promise<void> {
  const start = document.getText().indexOf(old);
  if (start < 0) throw new Error(`${document.uri.path} does not contain ${old}`);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(start + old.length)), text);
  if (!(await workspace.applyEdit(edit))) throw new Error('VS Code did not take the edit.');
}

/** The quick fixes that the extension offers at a range. Other extensions have some, too, but none that edit. */
export async function quickFixes(document: TextDocument, range: Range): Promise<CodeAction[]> {
  const all = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, 'quickfix');
  return all.filter(({ edit }) => edit !== undefined);
}

/** Applies the quick fix of a finding, and waits until the finding is gone. Returns the title of the fix. */
export async function mend(document: TextDocument, code: string): Promise<string> {
  const { range } = diagnostic(document, code);
  const actions = await quickFixes(document, range);
  const action = actions.find(({ diagnostics = [] }) => diagnostics.some((one) => codeOf(one) === code)) ?? actions[0];
  if (action?.edit === undefined) throw new Error(`There is no quick fix for ${code}.`);
  if (!(await workspace.applyEdit(action.edit))) throw new Error('VS Code did not take the edit.');
  await untilGone(document, code);
  return action.title;
}
