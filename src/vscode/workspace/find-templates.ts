import { readFile, stat } from 'node:fs/promises';
import { workspace, type CancellationToken } from 'vscode';
import type { Analysis } from '../load-analysis';
import { fileOf, isTemplate, largestBytes } from '../templates/template-files';

/** More files than these are searched by the command line, not while somebody waits. */
const mostFiles = 20_000;

/** Files that are read at a time. */
const together = 16;

/** The text of a file; none where it cannot be read, or is bigger than any template and would only fill the memory. */
async function textOf(path: string): Promise<string> {
  try {
    return (await stat(path)).size > largestBytes ? '' : await readFile(path, 'utf8');
  } catch {
    return '';
  }
}

/** Lists the files of the workspace that may declare servers, or lead to such, with templates that are open elsewhere. */
export async function findTemplates({ isWorthReading }: Analysis, token: CancellationToken): Promise<readonly string[]> {
  const open = new Map(workspace.textDocuments.filter(isTemplate).map((document) => [fileOf(document), document]));
  const uris = await workspace.findFiles('**/*.{bicep,bicepparam,json,jsonc}', '**/node_modules/**', mostFiles, token);
  const found: string[] = [...open].flatMap(([file, document]) => (isWorthReading(file, document.getText()) ? [file] : []));
  const others = uris.filter((uri) => uri.scheme === 'file' && !open.has(uri.toString()));
  for (let start = 0; start < others.length && !token.isCancellationRequested; start += together) {
    const read = others.slice(start, start + together).map(async (uri) => {
      const text = await textOf(uri.fsPath);
      return isWorthReading(uri.path, text) ? [uri.toString()] : [];
    });
    found.push(...(await Promise.all(read)).flat());
  }
  return found.sort();
}
