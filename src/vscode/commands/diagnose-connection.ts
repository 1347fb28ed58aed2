import { env, ProgressLocation, window } from 'vscode';
import type { Findings } from '../../postgres/diagnose/diagnosis';
import type { Question } from '../../postgres/diagnose/diagnose';
import type { Login } from '../../postgres/sign-in';
import { abortOn } from '../abort-on';
import { askLogin, offerToSave, type AskedLogin } from '../ask-login';
import { choosePlace, listedText, tenantOf, type Place } from '../choose-place';
import type { DiagnosisAction } from '../diagnosis-documents';
import type { FleetServer } from '../fleet';
import { loadPostgres, type Postgres } from '../load-postgres';
import { savedPasswords } from '../saved-passwords';
import type { Services } from '../services';
import { trustedRoots } from '../trusted-roots';
import { addRuleForAddress } from './add-firewall-rule';

/** Asks how far to go. @returns nothing where the person thinks better of it; `none` for no sign-in. */
async function chooseLogin(services: Services, place: Place): Promise<AskedLogin | 'none' | undefined> {
  const title = `Diagnose Connection to ${place.host}`;
  const verify = { label: '$(shield) Verify the server', detail: 'Name, network, TLS and certificate. Nothing else is sent.' };
  const signIn = { label: '$(person) Verify the server and sign in…', detail: 'Also firewall, role and password or token' };
  const choice = await window.showQuickPick([verify, signIn], { title, placeHolder: 'How far?' });
  if (choice === undefined) return undefined;
  if (choice === verify) return 'none';
  const user = place.server === undefined ? '' : (listedText(place.server, 'administratorLogin') ?? '');
  return askLogin(services, { title, host: place.host, port: place.port, user, tenant: place.server === undefined ? undefined : tenantOf(place.server), serverId: place.server?.summary.id });
}

const freshLogin = async ({ user, database, secret, fresh }: AskedLogin): Promise<Required<Login>> => ({ user, database, secret: fresh === undefined ? secret : await fresh() });

function run(postgres: Postgres, question: Question): Thenable<Findings> {
  const options = { location: ProgressLocation.Notification, title: `Connecting to ${question.host}`, cancellable: true };
  return window.withProgress(options, (_, token) => postgres.diagnose({ ...question, signal: abortOn(token) }));
}

/** A rule is offered for a server only when it is that server, by its own verified name, that turned the address away. */
function firewallServer({ session, fleet }: Services, { host, server }: Place): FleetServer | undefined {
  const isSample = session.state.kind === 'signed-in' && session.state.to === 'sample';
  if (isSample && server !== undefined) return server;
  return fleet.servers().find((one) => listedText(one, 'fullyQualifiedDomainName')?.toLowerCase() === host.toLowerCase());
}

async function show(services: Services, place: Place, login: AskedLogin | 'none'): Promise<Findings> {
  const postgres = await loadPostgres();
  const { host, port } = place;
  const roots = await trustedRoots(services, postgres);
  const findings = await run(postgres, { host, port, roots, ...(login === 'none' ? {} : { login: await freshLogin(login) }) });
  const { diagnosis, firewallAddress } = findings;
  const text = postgres.diagnosisText(diagnosis);
  const server = firewallAddress === undefined ? undefined : firewallServer(services, place);
  const addRule: DiagnosisAction[] =
    firewallAddress === undefined || server === undefined
      ? []
      : [{ title: `Add Firewall Rule for ${firewallAddress}…`, run: () => addRuleForAddress(services, server, firewallAddress) }];
  await services.diagnoses.show({
    title: `Connection to ${host}`,
    text,
    actions: [
      ...addRule,
      { title: 'Diagnose Again', run: () => show(services, place, login) },
      { title: 'Copy Report', run: () => env.clipboard.writeText(text) },
    ],
  });
  if (login !== 'none') {
    const { secrets } = services.context;
    if (diagnosis.ok) void offerToSave(secrets, { host, port }, login);
    // A saved password that is refused must not be tried again and again.
    else if (login.saved && diagnosis.failure === 'password-wrong') await savedPasswords.forget(secrets, { host, port, user: login.user });
  }
  return findings;
}

/** Connects step by step and shows what came of it, with what can be done about it. */
export async function diagnoseConnection(services: Services, node?: unknown): Promise<boolean> {
  const place = await choosePlace(services, node, 'Diagnose Connection');
  if (place === undefined) return false;
  const login = await chooseLogin(services, place);
  if (login === undefined) return false;
  const { diagnosis } = await show(services, place, login);
  return diagnosis.ok;
}
