import { window } from 'vscode';
import { nameOf, settingOf } from '../../../model/resource';
import type { TestedSignIn } from '../../../engine/plans/entra-sign-in';
import { tokenScope } from '../../../postgres/connection-strings/connection';
import { askText } from '../../ask-text';
import { choosePlace, listedText } from '../../choose-place';
import { useConnection } from '../../inside-connection';
import { loadPostgres } from '../../load-postgres';
import { trustedRoots } from '../../trusted-roots';
import { UserMessage } from '../../user-message';
import { readAgain } from '../read-again';
import type { Asking, Remedy } from '../remedy';
import { takePlan } from '../take-proposal';

interface EntraLogin {
  readonly user: string;
  readonly token: string;
}

/** Asks who signs in, and takes a fresh token of the sign-in to Azure or one that the person brings. */
async function askEntraLogin({ services, server, fleetServer }: Asking, title: string, host: string): Promise<EntraLogin | undefined> {
  const { id } = fleetServer.summary;
  const source = await services.session.source();
  const me = await source.principal(id);
  const user = await askText(title, 'Role to sign in as: your own name, or that of a group that you are in', me.name);
  if (user === undefined) return undefined;
  const own = { label: '$(azure) A fresh token of my sign-in', detail: `Of ${me.name}` };
  const brought = { label: '$(edit) A token that I bring…', detail: 'From az account get-access-token --resource-type oss-rdbms' };
  const choice = await window.showQuickPick([own, brought], { title, placeHolder: `How does ${user} prove who it is?` });
  if (choice === undefined) return undefined;
  if (choice === own) {
    const tenant = settingOf(server.resource, ['properties', 'authConfig', 'tenantId']);
    return { user, token: await services.session.token(tokenScope(host), typeof tenant === 'string' ? tenant : undefined, id) };
  }
  const token = await window.showInputBox({
    title,
    prompt: `Microsoft Entra token of ${user}. It goes to nobody but the verified server.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' || text.startsWith('eyJ') ? undefined : 'This is no token: one begins with eyJ. A password proves nothing here.'),
  });
  return token === undefined || token === '' ? undefined : { user, token };
}

/** A sign-in somewhere else proves nothing about this server; only at the name of a sample nothing answers. */
function checkHost({ services, fleetServer }: Asking, host: string): void {
  const { state } = services.session;
  const own = listedText(fleetServer, 'fullyQualifiedDomainName');
  if (own === undefined || host.toLowerCase() === own.toLowerCase() || (state.kind === 'signed-in' && state.to === 'sample')) return;
  throw new UserMessage(`The sign-in is tested on ${fleetServer.summary.name} itself, at ${own}: one at ${host} proves nothing about it.`);
}

/**
 * Signs in to a database with a Microsoft Entra token, over verified TLS, and looks who else would be cut off. Only what
 * the server itself has taken counts.
 */
async function testSignIn(asking: Asking, title: string): Promise<TestedSignIn | undefined> {
  const { services, fleetServer } = asking;
  const { id: serverId, subscriptionId, name } = fleetServer.summary;
  const place = await choosePlace(services, { kind: 'server', serverId, subscriptionId }, title);
  if (place === undefined) return undefined;
  checkHost(asking, place.host);
  const login = await askEntraLogin(asking, title, place.host);
  if (login === undefined) return undefined;
  const postgres = await loadPostgres();
  const { host, port } = place;
  const asked = { user: login.user, database: 'postgres', secret: login.token, saved: false };
  const target = { host, port, roots: await trustedRoots(services, postgres), login: { user: login.user, database: 'postgres', secret: login.token } };
  const inside = await useConnection(services, { place, login: asked, target }, `Signing in to ${name} with Microsoft Entra`, (fresh) => postgres.lookInside(fresh), { cancellable: true });
  services.inside.put(serverId, inside);
  const role = inside.roles.find((one) => one.name === login.user);
  if (role?.signIn !== 'entra') {
    throw new UserMessage(`${login.user} signed in to ${host}, but the server does not say that this is a role of Microsoft Entra. Nothing is changed: test the sign-in of a Microsoft Entra administrator.`);
  }
  return { user: login.user, database: 'postgres', at: new Date(inside.at).toLocaleTimeString() };
}

/** Switches passwords off, once somebody has signed in without one. */
export const switchPasswordsOff: Remedy = {
  id: 'switchPasswordsOff',
  layer: 'entra',
  kinds: ['flexible'],
  ask: async (asking) => {
    const now = await readAgain(asking);
    const { services, analysis, server } = now;
    const why = analysis.whyNotEntraOnly(now);
    if (why !== undefined) throw new UserMessage(why);
    const label = nameOf(server.resource);
    const proceed = 'Test a Sign-In…';
    const detail = 'Passwords are switched off only after a sign-in with a Microsoft Entra token has worked. It is tried now, over verified TLS, and shows which roles and sessions use passwords.';
    if ((await window.showInformationMessage(`Can somebody sign in to ${label} without a password?`, { modal: true, detail }, proceed)) !== proceed) return undefined;
    const tested = await testSignIn(now, `Test a Microsoft Entra Sign-In: ${label}`);
    return tested && takePlan(analysis.planEntraOnly(now, tested, services.inside.clients(now.fleetServer.summary.id)));
  },
};
