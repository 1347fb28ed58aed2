import { window, workspace } from 'vscode';
import type { VaultSecret } from '../../model/fix';
import type { VaultProposal } from '../templates/actions/key-vault';
import { UserMessage } from '../user-message';

/** The parts of the id of a key vault. */
const id = /^\/subscriptions\/([^/\s]+)\/resourceGroups\/([^/\s]+)\/providers\/Microsoft\.KeyVault\/vaults\/([a-z\d-]+)\/?$/i;

/** https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning */
const secretName = /^[a-z\d-]{1,127}$/i;

function isProposal(value: unknown): value is VaultProposal {
  return typeof value === 'object' && value !== null && 'edit' in value && typeof value.edit === 'function';
}

async function askVault({ title, vault }: VaultProposal): Promise<Omit<VaultSecret, 'name'> | undefined> {
  const written = await window.showInputBox({
    title,
    prompt: 'The resource ID of the key vault: its Properties in the portal show it. Resource Manager must be allowed to read it for template deployment.',
    placeHolder: '/subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/…',
    value: vault ?? '',
    ignoreFocusOut: true,
    validateInput: (text) => (id.test(text.trim()) ? undefined : 'It looks like /subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/…'),
  });
  const [, subscription, resourceGroup, name] = id.exec(written?.trim() ?? '') ?? [];
  if (subscription === undefined || resourceGroup === undefined || name === undefined) return undefined;
  return { subscription, resourceGroup, vault: name };
}

/** Asks which secret of which key vault takes the place of a written password, and writes the reference. */
export async function takeFromKeyVault(_services: unknown, proposal: unknown): Promise<void> {
  if (!isProposal(proposal)) throw new UserMessage('This is offered as a quick fix where a parameters file holds a password.');
  const vault = await askVault(proposal);
  if (vault === undefined) return;
  const name = await window.showInputBox({
    title: proposal.title,
    prompt: `The name of the secret in ${vault.vault}. Put the password there, and a new one into use: this one was written in a file.`,
    value: 'postgresql-administrator-password',
    ignoreFocusOut: true,
    validateInput: (text) => (secretName.test(text.trim()) ? undefined : 'Letters, digits and hyphens only, 127 at most.'),
  });
  if (name === undefined) return;
  const edit = proposal.edit({ ...vault, name: name.trim() });
  if (edit === undefined || !(await workspace.applyEdit(edit))) throw new UserMessage('The files have changed since the fix was offered. Nothing was written; choose it again.');
  await window.showTextDocument(proposal.file, { preview: false });
}
