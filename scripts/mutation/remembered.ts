import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutationFolder } from './mutation-folder';

export const hash = (texts: Iterable<string>): string => {
  const sum = createHash('sha1');
  for (const text of texts) sum.update(text).update('\0');
  return sum.digest('hex');
};

/** Makes something once for each basis, and keeps it on disk: a run that was stopped goes on where it was. */
export async function remembered<Made>(kind: string, basis: Iterable<string>, make: () => Promise<Made>): Promise<Made> {
  const folder = join(mutationFolder, kind);
  const path = join(folder, `${hash(basis)}.json`);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Made;
  const made = await make();
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, JSON.stringify(made));
  return made;
}
