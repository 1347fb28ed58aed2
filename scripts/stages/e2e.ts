import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackaged } from '../build/up-to-date';
import { filesBelow, inRepository, shown, testOutput } from '../repository';
import { ensureChromium } from '../vscode/chromium';
import { ensureHost } from '../vscode/install';
import type { Counts } from './counts';
import { runNodeTests } from './node-tests';

/**
 * Walks through the packaged extension in a browser, one file after the other; with arguments only the files whose
 * path contains one of them. Pictures of it are left in .test-output/screenshots.
 */
export async function endToEndTests(only: readonly string[] = []): Promise<Counts> {
  ensureHost();
  ensureChromium();
  await ensurePackaged();
  if (only.length === 0) rmSync(join(testOutput, 'screenshots'), { recursive: true, force: true });
  const files = filesBelow(inRepository('test', 'e2e'), (path) => path.endsWith('.e2e.ts')).filter(
    (path) => only.length === 0 || only.some((part) => shown(path).includes(part)),
  );
  return runNodeTests(files, { concurrency: 1, timeout: 900_000 });
}
