import { CodeAction, CodeActionKind, type Uri, type WorkspaceEdit } from 'vscode';
import type { Change, Fix, VaultSecret } from '../../../model/fix';
import type { PlacedTemplateFinding } from '../judge-template';
import { TemplateFiles } from '../template-files';
import { diagnosticsOf, workspaceEdit, type ActionMaker, type ActionRequest } from './action-maker';

/** A secret of a parameters file that may go to a key vault, for the command that asks which. */
export interface VaultProposal {
  readonly title: string;
  /** The parameters file, and a vault that it refers to already. */
  readonly file: Uri;
  readonly vault: string | undefined;
  /** The edit for a secret; nothing where the files have changed since. */
  readonly edit: (to: VaultSecret) => WorkspaceEdit | undefined;
}

const somewhere: VaultSecret = { subscription: '', resourceGroup: '', vault: '', name: '' };

/** The id of a key vault, as references spell it. */
const vaultId = /\/subscriptions\/[^/"'\s]+\/resourceGroups\/[^/"'\s]+\/providers\/Microsoft\.KeyVault\/vaults\/[\w-]+/i;

function proposalOf({ files }: ActionRequest, { finding, program, entry }: PlacedTemplateFinding): VaultProposal | undefined {
  const { fix } = finding;
  if (fix?.changes.some(({ kind }) => kind === 'ask') !== true) return undefined;
  const title = 'Take the password from a key vault';
  const fixOf = (to: VaultSecret): Fix => ({
    title, effect: 'needs-value',
    changes: fix.changes.map((change): Change => (change.kind === 'ask' ? { kind: 'refer', at: change.at, to } : change)),
  });
  const written = program.edits(entry, fixOf(somewhere));
  const changed = [...new Set(written?.edits.map(({ file }) => file))];
  const file = entry.parameters;
  if (written === undefined || file === undefined || !changed.includes(file)) return undefined;
  return {
    title: written.title,
    file: files.uri(file),
    vault: vaultId.exec(files.read(file) ?? '')?.[0],
    edit: (to) => {
      const now = new TemplateFiles();
      const edits = changed.every((one) => now.read(one) === files.read(one)) ? program.edits(entry, fixOf(to))?.edits : undefined;
      return edits && workspaceEdit(now, edits);
    },
  };
}

/** Offers to take a password out of a parameters file by a reference to a key vault, which a person has to name. */
export const makeVaultReferences: ActionMaker = (request) =>
  request.here.flatMap((placed) => {
    const proposal = proposalOf(request, placed);
    if (proposal === undefined) return [];
    const action = new CodeAction(`${proposal.title}…`, CodeActionKind.QuickFix);
    action.command = { command: 'postgresqlSecurity.takeFromKeyVault', title: proposal.title, arguments: [proposal] };
    action.diagnostics = diagnosticsOf(request, placed);
    return [action];
  });
