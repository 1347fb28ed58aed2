import { strict as assert } from 'node:assert';
import { extensions } from 'vscode';
import type { Services } from '../../../src/vscode/services';

const id = 'postgresql-security.postgresql-security-for-azure';

/** The folder of the extension, which is that of the repository. */
export function extensionFolder(): string {
  const extension = extensions.getExtension(id);
  assert.ok(extension, 'VS Code does not know the extension');
  return extension.extensionPath;
}

/** Activates the extension and returns what it works with; it hands that out in tests only. */
export async function extensionServices(): Promise<Services> {
  const extension = extensions.getExtension<{ readonly services: Services } | undefined>(id);
  assert.ok(extension, 'VS Code does not know the extension');
  const api = await extension.activate();
  assert.ok(api, 'the extension does not run in test mode');
  return api.services;
}
