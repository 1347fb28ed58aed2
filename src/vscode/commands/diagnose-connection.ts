import { env, ProgressLocation, window } from 'vscode';
import type { Findings } from '../../postgres/diagnose/diagnosis';
import type { Question } from '../../postgres/diagnose/diagnose';
import { valueAt } from '../../model/value';
import { askLogin, offerToSave, type AskedLogin } from '../ask-login';
import type { DiagnosisAction } from '../diagnosis-documents';
import type { FleetServer } from '../fleet';
import { loadPostgres, type Postgres } from '../load-postgres';
import { pickServer } from '../pick-server';
import { savedPasswords } from '../saved-passwords';
import type { Services } from '../services';
import { isFleetNode } from '../tree/node';
import { trustedRoots } from '../trusted-roots';
import { addRuleForAddress } from './add-firewall-rule';

interface Place {
  readonly host: string;
  readonly port: number;
  /** The server of the list that was chosen. */
  readonly server?: FleetServer;
}

/** A property of a server as the list told it. */
export function listedText({ summary }: FleetServer, name: string): string | undefined {
  const value = valueAt(summary.body, ['properties', name]);
  return typeof value === 'string' ? value : undefined;
}

const readPlace = (text: string): Pick<Place, 'host' | 'port'> | undefined => {
  const [, host, digits = '5432'] = /^([^\s:/@]{1,253})(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const port = Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
};

/** The server on whose node the command was called, or one that the person chooses, or none where they have a host in mind. */
async function chooseServer(services: Services, node: unknown): Promise<FleetServer | 'other' | undefined> {
  if (isFleetNode(node)) return pickServer(services, node);
  if (services.session.state.kind !== 'signed-in') return 'other';
  const listed = { label: '$(server) A server of the list…' };
  const other = { label: '$(edit) Another host…' };
  const choice = await window.showQuickPick([listed, other], { title: 'Diagnose Connection', placeHolder: 'To where?' });
  if (choice === undefined) return undefined;
  return choice === listed ? pickServer(services) : 'other';
}

async function choosePlace(services: Services, node: unknown): Promise<Place | undefined> {
  const server = await chooseServer(services, node);
  if (server === undefined) return undefined;
  const known = server === 'other' ? undefined : listedText(server, 'fullyQualifiedDomainName');
  const { state } = services.session;
  const sample = state.kind === 'signed-in' && state.to === 'sample' && server !== 'other';
  const text = await window.showInputBox({
    title: server === 'other' ? 'Diagnose Connection' : `Diagnose Connection to ${server.summary.name}`,
    prompt: sample ? 'Host and port. This server is a sample, so nothing answers at its name.' : 'Host, and port where it is not 5432',
    placeHolder: 'pg-orders.postgres.database.azure.com:5432',
    value: known ?? '',
    ignoreFocusOut: true,
    validateInput: (value) => (readPlace(value) === undefined ? 'A host, or a host and a port, such as pg-orders.postgres.database.azure.com:6432.' : undefined),
  });
  const place = text === undefined ? undefined : readPlace(text);
  return place === undefined ? undefined : { ...place, ...(server === 'other' ? {} : { server }) };
}

/** Asks how far to go. @returns nothing where the person thinks better of it; `none` for no sign-in. */
async function chooseLogin(services: Services, place: Place): Promise<AskedLogin | 'none' | undefined> {
  const title = `Diagnose Connection to ${place.host}`;
  const verify = { label: '$(shield) Verify the server', detail: 'Name, network, TLS and certificate. Nothing else is sent.' };
  const signIn = { label: '$(person) Verify the server and sign in…', detail: 'Also firewall, role and password or token' };
  const choice = await window.showQuickPick([verify, signIn], { title, placeHolder: 'How far?' });
  if (choice === undefined) return undefined;
  if (choice === verify) return 'none';
  const user = place.server === undefined ? '' : (listedText(place.server, 'administratorLogin') ?? '');
  return askLogin(services.context.secrets, { title, host: place.host, port: place.port, user });
}

function run(postgres: Postgres, question: Question): Thenable<Findings> {
  const options = { location: ProgressLocation.Notification, title: `Connecting to ${question.host}` };
  return window.withProgress(options, () => postgres.diagnose(question));
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
  const findings = await run(postgres, { host, port, roots, ...(login === 'none' ? {} : { login }) });
  const { diagnosis, firewallAddress } = findings;
  const text = postgres.diagnosisText(diagnosis);
  const server = firewallAddress === undefined ? undefined : firewallServer(services, place);
  const addRule: DiagnosisAction[] =
    firewallAddress === undefined || server === undefined
      ? []
      : [{ title: `Add Firewall Rule for ${firewallAddress}…`, run: () => addRuleForAddress(services, server, firewallAddress) }];
  await services.diagnoses.show({
    host,
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
  const place = await choosePlace(services, node);
  if (place === undefined) return false;
  const login = await chooseLogin(services, place);
  if (login === undefined) return false;
  const { diagnosis } = await show(services, place, login);
  return diagnosis.ok;
}
