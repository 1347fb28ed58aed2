import { nodeAt, textOf } from '../../arm-template/json-node';
import { parseDocument } from '../../arm-template/document';
import type { Host } from '../../program';

/** Folders above a template in which its configuration is looked for. */
const maxFolders = 32;

/** Finds what an alias of a registry stands for in the closest bicepconfig.json: the registry and a path in it. */
export function findAlias(host: Host, file: string, alias: string): string | undefined {
  let before: string | undefined;
  for (let up = 0; up < maxFolders; up++) {
    const config = host.resolve(file, `${'../'.repeat(up)}bicepconfig.json`);
    if (config === before) return undefined;
    before = config;
    const text = host.read(config);
    if (text === undefined) continue;
    const written = nodeAt(parseDocument(config, text).root, 'moduleAliases', 'br', alias);
    const registry = textOf(nodeAt(written, 'registry'));
    const path = textOf(nodeAt(written, 'modulePath'));
    return registry === undefined ? undefined : [registry, ...(path === undefined ? [] : [path])].join('/');
  }
  return undefined;
}
