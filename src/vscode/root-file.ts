import { Uri, workspace } from 'vscode';
import { loadPostgres } from './load-postgres';
import type { Services } from './services';
import { trustedRoots } from './trusted-roots';

/** Writes the certificates to verify by where every libpq can read them, whatever its version, and says where that is. */
export async function writeRootFile(services: Services): Promise<string> {
  const roots = await trustedRoots(services, await loadPostgres());
  const folder = services.context.globalStorageUri;
  const file = Uri.joinPath(folder, 'root-certificates.pem');
  await workspace.fs.createDirectory(folder);
  await workspace.fs.writeFile(file, Buffer.from(`${roots.pem.join('\n')}\n`));
  return file.fsPath;
}
