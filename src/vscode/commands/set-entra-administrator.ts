import { window } from 'vscode';
import type { Administrator } from '../../engine/plans/entra-administrator';
import type { Plan } from '../../engine/plan';
import { nameOf } from '../../model/resource';
import type { Principal } from '../../sources/azure/azure-source';
import type { Asking, Remedy } from '../mend/remedy';
import { UserMessage } from '../user-message';
import { askByObjectId, findPrincipal } from '../mend/sign-in/find-principal';

async function choose({ services, analysis, fleetServer }: Asking, title: string, me: Principal): Promise<Administrator | undefined> {
  const myself = { label: '$(account) Myself', description: me.name, detail: me.objectId };
  const byName = { label: '$(search) Find by name…', description: 'a user, a group or an application, by Microsoft Graph' };
  const other = { label: '$(edit) Somebody else…', description: 'by object id, name and type' };
  const choice = await window.showQuickPick([myself, byName, other], { title, placeHolder: 'Who is to administer the server?' });
  if (choice === undefined) return undefined;
  if (choice === byName) return findPrincipal(services, analysis, title, { tenantId: me.tenantId, serverId: fleetServer.summary.id });
  if (choice === other) return askByObjectId(analysis, title, me.tenantId);
  return { objectId: me.objectId, name: me.name, type: me.type, tenantId: me.tenantId };
}

/** Asks for a principal, and plans to make it administrator. */
async function ask(asking: Asking): Promise<Plan | undefined> {
  const { services, analysis, server, snapshot, fleetServer } = asking;
  const subject = { snapshot, server };
  const why = server.kind === 'cluster' ? analysis.whyNoClusterAdministrator(subject) : undefined;
  if (why !== undefined) throw new UserMessage(why);
  const source = await services.session.source();
  const admin = await choose(asking, `Set Microsoft Entra Administrator of ${nameOf(server.resource)}`, await source.principal(fleetServer.summary.id));
  if (admin === undefined) return undefined;
  const whyNot = server.kind === 'cluster' ? analysis.whyNotThisAdministrator(subject, admin) : undefined;
  if (whyNot !== undefined) throw new UserMessage(whyNot);
  return analysis.planEntraAdministrator(snapshot, server, admin);
}

/** Makes somebody administrator. */
export const setEntraAdministrator: Remedy = { id: 'setEntraAdministrator', layer: 'entra', kinds: ['flexible', 'single', 'cluster'], ask };
