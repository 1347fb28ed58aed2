import { window, type QuickPickItem } from 'vscode';
import type { Administrator, PrincipalType } from '../../../engine/plans/entra-administrator';
import type { DirectoryPrincipal } from '../../../sources/azure/azure-source';
import type { Analysis } from '../../load-analysis';
import { askText } from '../../ask-text';
import type { Services } from '../../services';

interface TypeItem extends QuickPickItem {
  readonly type: PrincipalType;
}

const types: readonly TypeItem[] = [
  { type: 'Group', label: '$(organization) Group', detail: 'Recommended: members come and go without a change on the server' },
  { type: 'User', label: '$(person) User', detail: 'One person' },
  { type: 'ServicePrincipal', label: '$(server-process) Service principal', detail: 'An application or a managed identity' },
];

/** Asks for somebody by what Microsoft Entra's pages show: object id, type and name. */
export async function askByObjectId(analysis: Analysis, title: string, tenantId: string): Promise<Administrator | undefined> {
  const type = (await window.showQuickPick(types, { title, placeHolder: 'What is the administrator?' }))?.type;
  if (type === undefined) return undefined;
  const objectId = await window.showInputBox({
    title,
    prompt: type === 'ServicePrincipal' ? 'Object id of the service principal (not the client id)' : 'Object id in Microsoft Entra',
    placeHolder: '11111111-2222-3333-4444-555555555555',
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' ? undefined : analysis.validateObjectId(text)),
  });
  if (objectId === undefined || objectId === '') return undefined;
  const name = await window.showInputBox({
    title,
    prompt: type === 'User' ? 'User principal name, such as ada@contoso.com' : 'Display name, exactly as in Microsoft Entra',
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' ? undefined : analysis.validateAdministratorName(text)),
  });
  return name === undefined || name.trim() === '' ? undefined : { objectId, name, type, tenantId };
}

interface FoundItem extends QuickPickItem {
  readonly principal?: DirectoryPrincipal;
}

const shown: Readonly<Record<PrincipalType, { readonly icon: string; readonly words: string }>> = {
  Group: { icon: 'organization', words: 'group' },
  User: { icon: 'person', words: 'user' },
  ServicePrincipal: { icon: 'server-process', words: 'application' },
};

const rowOf = (principal: DirectoryPrincipal): FoundItem => {
  const { icon, words } = shown[principal.type];
  return { principal, label: `$(${icon}) ${principal.name}`, description: [words, principal.label].filter((part) => part !== '').join(' · '), detail: principal.objectId };
};

/** Whose directory is asked, and for which server. */
interface Where {
  readonly tenantId: string;
  readonly serverId: string;
}

/**
 * Finds somebody by the beginning of a name with Microsoft Graph. Where that is denied or nobody has agreed to it, it
 * says so and goes on by object id.
 */
export async function findPrincipal(services: Services, analysis: Analysis, title: string, { tenantId, serverId }: Where): Promise<Administrator | undefined> {
  const text = await askText(title, 'How the name of the user, the group or the application begins', '');
  if (text === undefined) return undefined;
  const source = await services.session.source();
  const { state } = services.session;
  const graph = state.kind === 'signed-in' ? state.cloud.graph : undefined;
  for (;;) {
    const { items, failures } = await source.principals(text, tenantId, serverId);
    const refused = failures.map(({ message }) => message).join(' ');
    const agree: FoundItem = { label: '$(sign-in) Let Microsoft Graph be asked…', detail: 'You may be asked to agree, or an administrator of the directory may have to' };
    const byId: FoundItem = { label: '$(edit) By object id, name and type…', detail: refused === '' ? 'As the pages of Microsoft Entra show them' : refused };
    const rows = [...items.map(rowOf), ...(graph !== undefined && failures.some(({ kind }) => kind === 'sign-in') ? [agree] : []), byId];
    const placeHolder = items.length > 0 ? 'Who is it?' : refused === '' ? `Nobody has a name that begins with “${text}”` : 'Microsoft Graph did not tell; give the object id instead';
    const choice = await window.showQuickPick(rows, { title, placeHolder, matchOnDescription: true });
    if (choice === undefined) return undefined;
    if (choice === byId) return askByObjectId(analysis, title, tenantId);
    if (choice.principal !== undefined) {
      const { objectId, name, type } = choice.principal;
      return { objectId, name, type, tenantId };
    }
    await services.session.token(`${graph ?? ''}/.default`, tenantId, serverId);
  }
}
