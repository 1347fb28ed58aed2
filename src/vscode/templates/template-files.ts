import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { Position, Range, Uri, workspace, type TextDocument } from 'vscode';
import { createLineIndex, type LineIndex } from '../../outputs/line-index';
import type { Host, Location } from '../../sources/program';

/** The languages whose documents are checked. */
export const templateLanguages = ['bicep', 'bicep-params', 'json', 'jsonc', 'arm-template'] as const;

/** Files beyond this size are not read from disk; editors do not open them either. */
export const largestBytes = 50 * 2 ** 20;

const extensions: Readonly<Record<string, string>> = { bicep: '.bicep', 'bicep-params': '.bicepparam' };

/** Documents that are real work: not diffs of old versions, output channels or other extensions' own documents. */
export function isTemplate(document: TextDocument): boolean {
  const { scheme } = document.uri;
  const languages: readonly string[] = templateLanguages;
  return languages.includes(document.languageId) && (scheme === 'file' || scheme === 'untitled' || scheme.startsWith('vscode-'));
}

/**
 * The name of a document for the sources, which tell languages by the extension: that of its language is put behind a
 * name without it, such as that of an untitled document.
 */
export function fileOf(document: TextDocument): string {
  const name = document.uri.toString();
  const extension = extensions[document.languageId] ?? '.json';
  const written = /\.\w+$/.exec(document.uri.path)?.[0];
  const fits = extension === '.json' ? written !== '.bicep' && written !== '.bicepparam' : written === extension;
  return fits ? name : `${name}${extension}`;
}

/** Modules are asked for at every key; the state of a file on disk says whether it was read before. */
const onDisk = new Map<string, { readonly state: string; readonly text: string }>();
const mostRemembered = 256;
const rememberedBytes = 2 ** 20;

/** In a folder with more files it is not looked for parameters. */
const mostBeside = 500;

/** What people call the folder of the parameters files of the templates beside it. */
const parametersFolders = ['parameters', 'params'];

function readFile(uri: Uri): string | undefined {
  if (uri.scheme !== 'file') return undefined;
  try {
    const { size, mtimeMs, ctimeMs } = statSync(uri.fsPath);
    if (size > largestBytes) return undefined;
    const state = `${size} ${mtimeMs} ${ctimeMs}`;
    const before = onDisk.get(uri.fsPath);
    if (before?.state === state) return before.text;
    // Documents have no byte order mark, so places would move when the file is opened.
    const text = readFileSync(uri.fsPath, 'utf8').replace(/^\ufeff/, '');
    onDisk.delete(uri.fsPath);
    if (size <= rememberedBytes) onDisk.set(uri.fsPath, { state, text });
    const [oldest] = onDisk.keys();
    if (onDisk.size > mostRemembered && oldest !== undefined) onDisk.delete(oldest);
    return text;
  } catch {
    return undefined;
  }
}

/** The names of the files of a folder. */
function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile() || one.isSymbolicLink()).map(({ name }) => name);
  } catch {
    return undefined;
  }
}

/** Where a path leads, whatever links are on the way; nothing where it leads nowhere. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** The folders of the workspace, and those of the templates that are open without one. */
function workFolders(open: Iterable<TextDocument>): readonly string[] {
  const opened = [...open].filter((document) => isTemplate(document) && document.uri.scheme === 'file').map(({ uri }) => dirname(uri.fsPath));
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
  return [...new Set([...folders, ...opened])].flatMap((path) => realPath(path) ?? []);
}

/** Files as the editor has them: the text of open documents, else what is on disk. Keeps track of what was read. */
export class TemplateFiles implements Host {
  /** The files that were asked for, whether they exist or not. */
  readonly asked = new Set<string>();
  private readonly texts = new Map<string, string | undefined>();
  private readonly lines = new Map<string, LineIndex>();
  private readonly open = new Map<string, TextDocument>();

  constructor(documents: readonly TextDocument[] = workspace.textDocuments) {
    // Templates load other documents as data, which have their own names.
    for (const document of documents) this.open.set(isTemplate(document) ? fileOf(document) : document.uri.toString(), document);
  }

  uri(file: string): Uri {
    return this.open.get(file)?.uri ?? Uri.parse(file);
  }

  /** The lines and columns of a region, in the text that was read. */
  range(location: Location): Range {
    let lines = this.lines.get(location.file);
    if (lines === undefined) {
      lines = createLineIndex(this.read(location.file) ?? '');
      this.lines.set(location.file, lines);
    }
    const { start, end } = lines.range(location);
    return new Range(new Position(start.line - 1, start.column - 1), new Position(end.line - 1, end.column - 1));
  }

  read = (file: string): string | undefined => {
    this.asked.add(file);
    if (!this.texts.has(file)) this.texts.set(file, this.open.get(file)?.getText() ?? readFile(this.uri(file)));
    return this.texts.get(file);
  };

  mayLoad = (file: string): boolean => {
    const uri = this.uri(file);
    if (uri.scheme !== 'file') return workspace.getWorkspaceFolder(uri) !== undefined;
    const real = realPath(uri.fsPath);
    if (real !== undefined) return workFolders(this.open.values()).some((folder) => real.startsWith(folder + sep));
    // It may be made later, and what it means then depends on it.
    this.asked.add(file);
    return true;
  };

  /** The files in the folder of a document, and in one there for parameters, by their names for the sources. */
  beside(uri: Uri): readonly string[] {
    if (uri.scheme !== 'file') return [];
    const found = ['.', ...parametersFolders].flatMap((folder) => {
      const names = namesIn(join(dirname(uri.fsPath), folder)) ?? [];
      return names.map((name) => Uri.joinPath(uri, '..', folder, name));
    });
    return found.filter(({ path }) => /\.(?:bicepparam|jsonc?)$/i.test(path)).slice(0, mostBeside).map((one) => one.toString());
  }

  list = (folder: string): readonly string[] | undefined => {
    const uri = this.uri(folder);
    return uri.scheme === 'file' ? namesIn(uri.fsPath) : undefined;
  };

  resolve = (from: string, reference: string): string => Uri.joinPath(this.uri(from), '..', reference).toString();
}
