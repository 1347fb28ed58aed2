import { window, type QuickPickItem } from 'vscode';
import type { Administrator, PrincipalType } from '../../engine/plans/entra-administrator';
import type { Plan } from '../../engine/plan';
import { nameOf } from '../../model/resource';
import type { Principal } from '../../sources/azure/azure-source';
import type { Analysis } from '../load-analysis';
import type { Asking, Remedy } from '../mend/remedy';

interface TypeItem extends QuickPickItem {
  readonly type: PrincipalType;
}

const types: readonly TypeItem[] = [
  { type: 'Group', label: '$(organization) Group', detail: 'Recommended: members come and go without a change on the server' },
  { type: 'User', label: '$(person) User', detail: 'One person' },
  { type: 'ServicePrincipal', label: '$(server-process) Service principal', detail: 'An application or a managed identity' },
];

/** Asks for somebody else by what Microsoft Entra's pages show: object id, type and name. */
async function askSomebody(analysis: Analysis, title: string, tenantId: string): Promise<Administrator | undefined> {
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

async function choose(analysis: Analysis, title: string, me: Principal): Promise<Administrator | undefined> {
  const myself = { label: '$(account) Myself', description: me.name, detail: me.objectId };
  const other = { label: '$(edit) Somebody else…', description: 'by object id, name and type' };
  const choice = await window.showQuickPick([myself, other], { title, placeHolder: 'Who is to administer the server?' });
  if (choice === undefined) return undefined;
  if (choice === other) return askSomebody(analysis, title, me.tenantId);
  return { objectId: me.objectId, name: me.name, type: me.type, tenantId: me.tenantId };
}

/** Asks for a principal, and plans to make it administrator. */
async function ask({ services, analysis, server, snapshot }: Asking): Promise<Plan | undefined> {
  const source = await services.session.source();
  const admin = await choose(analysis, `Set Microsoft Entra Administrator of ${nameOf(server.resource)}`, await source.principal());
  return admin === undefined ? undefined : analysis.planEntraAdministrator(snapshot, server, admin);
}

/** Makes somebody administrator. */
export const setEntraAdministrator: Remedy = { id: 'setEntraAdministrator', layer: 'entra', kinds: ['flexible', 'single'], ask };
