import { commands, Position, Range, TabInputTextDiff, Uri, window, workspace, WorkspaceEdit, type QuickPickItem, type TextDocument } from 'vscode';
import { applyEdits } from '../../sources/template/text-edits';
import { loadAnalysis, type Analysis } from '../load-analysis';
import type { Services } from '../services';
import { fileOf, isTemplate } from '../templates/template-files';
import { UserMessage } from '../user-message';

type Options = Parameters<Analysis['newServer']>[0];

interface NetworkItem extends QuickPickItem {
  readonly network: Options['network'];
}

const title = 'New Secure Server';

const networkItems: readonly NetworkItem[] = [
  {
    network: 'private',
    label: '$(lock) In a virtual network',
    detail: 'A delegated subnet and a private DNS zone; no public endpoint',
  },
  {
    network: 'public',
    label: '$(globe) Open to one range of addresses',
    detail: 'A public endpoint with one firewall rule, whose ends are parameters',
  },
];

const languageItems: readonly (QuickPickItem & { readonly language: Options['language'] })[] = [
  { language: 'bicep', label: 'Bicep' },
  { language: 'json', label: 'ARM template (JSON)' },
];

/** The template that somebody is working on, and its language; nothing where they work on something else. */
function templateAtHand(): { readonly document: TextDocument; readonly language: Options['language'] } | undefined {
  const document = window.activeTextEditor?.document;
  if (document === undefined || !isTemplate(document)) return undefined;
  if (document.languageId === 'bicep') return { document, language: 'bicep' };
  const isArm = document.languageId !== 'bicep-params' && /deploymentTemplate\.json/i.test(document.getText());
  return isArm ? { document, language: 'json' } : undefined;
}

/** Documents that only show what a template would become. */
const previewScheme = 'postgresql-new-server';

/** Shows a document beside what it would become, and asks. The comparison is closed whatever the answer is. */
async function agreesTo(document: TextDocument, after: string): Promise<boolean> {
  const name = document.uri.path.split('/').at(-1) ?? '';
  const preview = Uri.from({ scheme: previewScheme, path: document.uri.path });
  const provider = workspace.registerTextDocumentContentProvider(previewScheme, { provideTextDocumentContent: () => after });
  try {
    await commands.executeCommand('vscode.diff', document.uri, preview, `${name} with a secure server`, { preview: true });
    const yes = 'Insert';
    return (await window.showInformationMessage(`Insert this server into ${name}? What has to be chosen for it are parameters.`, yes, 'Cancel')) === yes;
  } finally {
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    const shown = tabs.filter(({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === preview.toString());
    await window.tabGroups.close(shown);
    provider.dispose();
  }
}

/** Puts the server into a document, after the person has looked at what comes of it. */
async function insert(analysis: Analysis, document: TextDocument, options: Options): Promise<void> {
  const { version } = document;
  const text = document.getText();
  const edits = analysis.insertServer(fileOf(document), text, options);
  if (edits === undefined) throw new UserMessage('The server was not inserted: the template has mistakes, or no resources. Mend it and try again.');
  if (!(await agreesTo(document, applyEdits(text, edits)))) return;
  if (document.version !== version) throw new UserMessage('The server was not inserted: the template was changed in the meantime. Call the command again.');
  const edit = new WorkspaceEdit();
  for (const { start, end, text: added } of edits) {
    edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), added);
  }
  await workspace.applyEdit(edit);
  const at = document.positionAt(edits[0]?.start ?? 0).translate(1);
  await window.showTextDocument(document, { selection: new Range(at, at), preview: false });
}

/** A name in a folder that no file has. */
async function freeFile(folder: Uri, extension: string): Promise<Uri> {
  const names = new Set((await workspace.fs.readDirectory(folder)).map(([name]) => name.toLowerCase()));
  let name = `postgresql-server.${extension}`;
  for (let number = 2; names.has(name); number++) name = `postgresql-server-${number}.${extension}`;
  return Uri.joinPath(folder, name).with({ scheme: 'untitled' });
}

/** Shows the server in a document that is not saved yet: who does not want it closes it. */
async function create(analysis: Analysis, options: Options, folder: Uri | undefined): Promise<void> {
  const text = analysis.newServer(options);
  const { language } = options;
  if (folder?.scheme !== 'file') {
    await window.showTextDocument(await workspace.openTextDocument({ language, content: text }), { preview: false });
    return;
  }
  const document = await workspace.openTextDocument(await freeFile(folder, language));
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(0, 0), text);
  await workspace.applyEdit(edit);
  await window.showTextDocument(document, { preview: false });
}

/**
 * Writes a template of a secure Flexible Server: into the template at hand, else into a new document.
 * @param folder of the explorer, where the command was called there.
 */
export async function newSecureServer(_services: Services, folder?: unknown): Promise<void> {
  const target = folder instanceof Uri ? undefined : templateAtHand();
  const language = target?.language ?? (await window.showQuickPick(languageItems, { title, placeHolder: 'In which language?' }))?.language;
  if (language === undefined) return;
  const network = (await window.showQuickPick(networkItems, { title, placeHolder: 'How do clients reach it?' }))?.network;
  if (network === undefined) return;
  const analysis = await loadAnalysis();
  const options: Options = { language, network };
  if (target !== undefined) await insert(analysis, target.document, options);
  else await create(analysis, options, folder instanceof Uri ? folder : undefined);
}
