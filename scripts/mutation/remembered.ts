import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutationFolder } from './mutation-folder';

export const hash = (texts: Iterable<string>): string => {
  const sum = createHash('sha1');
  for (const text of texts) sum.update(text).update('\0');
  return sum.digest('base64url');
};

/** Makes something once for each basis: a run that was stopped goes on where it was. The last of each name is on disk. */
export async function remembered<Made>(name: string, basis: Iterable<string>, make: () => Promise<Made>): Promise<Made> {
  const path = join(mutationFolder, `${name}.json`);
  const wanted = hash(basis);
  if (existsSync(path)) {
    const known = JSON.parse(readFileSync(path, 'utf8')) as { readonly basis: string; readonly made: Made };
    if (known.basis === wanted) return known.made;
  }
  const made = await make();
  writeFileSync(path, JSON.stringify({ basis: wanted, made }));
  return made;
}
