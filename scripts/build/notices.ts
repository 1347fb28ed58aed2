import type { Metafile } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { inRepository } from '../repository';

const packageOf = /^(?:.*\/)?node_modules\/(@[^/]+\/[^/]+|[^/]+)\//;

/** Gathers the licence text of every package that ended up in a bundle: most licences ask that it goes along. */
export function notices(metafile: Metafile): string {
  const folders = new Set(Object.keys(metafile.inputs).flatMap((input) => packageOf.exec(input)?.[0] ?? []));
  const sections = [...folders].sort().map((folder) => {
    const manifest = JSON.parse(readFileSync(inRepository(folder, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
      license?: string;
    };
    const file = readdirSync(inRepository(folder)).find((name) => /^licen[cs]e/i.test(name));
    const text = file === undefined ? '' : `\n\n${readFileSync(inRepository(folder, file), 'utf8').trim()}`;
    return `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})${text}\n`;
  });
  return ['This software contains the following third-party packages.\n', ...sections].join(`\n${'-'.repeat(80)}\n`);
}
