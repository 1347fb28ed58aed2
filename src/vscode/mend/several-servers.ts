import { env, ProgressLocation, window } from 'vscode';
import { effectsInWords, type Plan } from '../../engine/plan';
import type { Subject } from '../../model/rule';
import { serverById } from '../../model/snapshot';
import { planTable, type LeftOut, type PlanRow } from '../../outputs/plan/plan-table';
import { abortOn } from '../abort-on';
import { checkAllowed, perform } from '../carry-out';
import type { FleetServer } from '../fleet';
import type { Services } from '../services';
import { subscriptionName } from '../tree/groups';
import { plural } from '../tree/summary';
import { UserMessage } from '../user-message';
import { movedMeanwhile } from './check-again';
import { rollOut } from './rollout';

/** How many servers are changed at once, after the first. */
const atOnce = 4;

/** What was read longer ago is read again before a plan is made, in milliseconds. */
const atMostOldMs = 60_000;

/** A server without a plan; `isDone` where there is nothing to do any more. */
export interface NoPlan extends LeftOut {
  readonly isDone?: true;
}

/** Makes the plans of one server as it is now, one for each thing that is to be done there; or says why there is none. */
export type PlanServer = (subject: Subject, server: FleetServer) => readonly PlanOfMany[] | NoPlan;

export interface PlanOfMany {
  /** Tells it from other plans of its server. */
  readonly id: string;
  readonly plan: Plan;
}

interface Row extends PlanRow, PlanOfMany {
  readonly fleetServer: FleetServer;
  readonly subject: Subject;
}

/** A change of many servers. */
export interface Several {
  /** An imperative without the servers: "Fix tls/require-encryption". */
  readonly title: string;
  readonly servers: readonly FleetServer[];
  readonly plan: PlanServer;
  /** The button that begins, the words for the first server and the button that goes on. */
  readonly words: { readonly begin: string; readonly done: string; readonly goOn: string };
}

function rowsOf(services: Services, fleetServer: FleetServer, plan: PlanServer): readonly Row[] | NoPlan {
  const { summary, snapshot, message } = fleetServer;
  const server = snapshot === undefined ? undefined : serverById(snapshot, summary.id);
  if (snapshot === undefined || server === undefined) return { server: summary.name, why: message ?? 'It could not be read.' };
  const subject = { snapshot, server };
  const plans = plan(subject, fleetServer);
  if ('why' in plans) return plans;
  const typed = plans.find((one) => one.plan.typed !== undefined);
  if (typed !== undefined) return { server: summary.name, why: 'It closes the only way in, so it is changed alone, where its name is typed.' };
  const where = `${summary.resourceGroup} in ${subscriptionName(services.fleet, summary.subscriptionId)}`;
  return plans.map((one) => ({ ...one, server: summary.name, where, snapshot, fleetServer, subject }));
}

/** Reads the servers again where that is due, and plans. */
async function planAll(services: Services, { servers, plan }: Several): Promise<{ rows: readonly Row[]; leftOut: readonly LeftOut[] }> {
  const options = { location: ProgressLocation.Notification, title: `Planning for ${plural(servers.length, 'server')}`, cancellable: true };
  const read = await window.withProgress(options, (_progress, token) =>
    Promise.all(servers.map(async (server) => (server.state === 'read' && Date.now() - (server.readAt ?? 0) < atMostOldMs ? server : services.fleet.read(server.summary.id, abortOn(token))))),
  );
  const found = read.map((server) => rowsOf(services, server, plan));
  return {
    rows: found.flatMap((one) => ('why' in one ? [] : one)),
    leftOut: found.flatMap((one) => ('why' in one ? [one] : [])),
  };
}

const [table, copy] = ['Read the Table First', 'Copy the Table'];

const changes = (count: number): string => (count === 1 ? '1 change' : `${count} changes`);

/** Shows the plans and asks; the table is also what a dry run comes to. */
async function agreed(services: Services, title: string, begin: string, rows: readonly Row[], leftOut: readonly LeftOut[]): Promise<boolean> {
  const markdown = planTable(title, rows, leftOut);
  const lines = rows.slice(0, 12).map(({ server, plan }) => `•  ${server}: ${changes(plan.changes.length)}, ${effectsInWords(plan)}${plan.cutOff.length === 0 ? '' : '; somebody may be cut off'}`);
  const more = rows.length > 12 ? [`•  and ${rows.length - 12} more`] : [];
  const out = leftOut.length === 0 ? [] : [`Left out: ${leftOut.map(({ server }) => server).join(', ')}.`];
  const detail = [[...lines, ...more].join('\n'), ...out, 'One server is changed first and read back. Then you are asked again. The first failure ends it.'].join('\n\n');
  let answer = await window.showInformationMessage(`${title}?`, { modal: true, detail }, begin, table, copy);
  while (answer === table || answer === copy) {
    if (answer === table) await services.previews.show(`${title}.md`, markdown);
    else await env.clipboard.writeText(markdown);
    // Not modal: a dialog would lie over the document.
    answer = await window.showInformationMessage(`${title}?`, begin, answer === table ? copy : table);
  }
  return answer === begin;
}

/** Carries one plan out, on the server as it is known now; says what went wrong. */
async function runRow(services: Services, row: Row, planServer: PlanServer): Promise<string | undefined> {
  const { id: serverId, name } = row.fleetServer.summary;
  const server = services.fleet.server(serverId) ?? row.fleetServer;
  const anew = rowsOf(services, server, planServer);
  if ('why' in anew) return anew.isDone === true ? undefined : `${name}: ${anew.why}`;
  const again = anew.find(({ id }) => id === row.id);
  // It is done already, by another plan.
  if (again === undefined) return undefined;
  const { plan, subject } = again;
  checkAllowed(subject, plan);
  const moved = await movedMeanwhile(services, subject, plan, serverId);
  if (moved.length > 0) return `${name} has changed since you saw its plan, so nothing was written there: ${moved.join('; ')}. Start again to see its plan anew.`;
  const { action, text } = await perform(services, { plan, server, before: subject.snapshot });
  return action.outcome === 'done' ? undefined : text;
}

/** Carries the plans of one server out, up to the first failure. Never rejects: what is refused is a failure like others. */
async function runServer(services: Services, rows: readonly Row[], plan: PlanServer, said: string[]): Promise<boolean> {
  for (const row of rows) {
    const problem = await runRow(services, row, plan).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (problem === undefined) continue;
    said.push(problem);
    return false;
  }
  return true;
}

async function goesOn([first]: readonly Row[], rest: readonly (readonly Row[])[], { done, goOn }: Several['words']): Promise<boolean> {
  const names = rest.map(([one]) => `•  ${one?.server ?? ''}`);
  const detail = `${names.slice(0, 12).join('\n')}${names.length > 12 ? `\n•  and ${names.length - 12} more` : ''}`;
  return (await window.showInformationMessage(`${first?.server ?? ''} ${done} and read back. ${goOn}?`, { modal: true, detail }, goOn)) === goOn;
}

/** Changes many servers: a table of plans, one server first, then a few at once, and no further than the first failure. */
export async function changeSeveral(services: Services, several: Several): Promise<boolean> {
  const { words, plan } = several;
  const { rows, leftOut } = await planAll(services, several);
  if (rows.length === 0) throw new UserMessage(`There is nothing to do. ${leftOut.map(({ server, why }) => `${server}: ${why}`).join(' ')}`);
  const groups = [...new Set(rows.map(({ fleetServer }) => fleetServer.summary.id))].map((id) => rows.filter(({ fleetServer }) => fleetServer.summary.id === id));
  const title = `${several.title} on ${plural(groups.length, 'server')}`;
  if (!(await agreed(services, title, words.begin, rows, leftOut))) return false;
  const said: string[] = [];
  const results = await rollOut({ items: groups, atOnce, run: (group) => runServer(services, group, plan, said), goOn: (first, rest) => goesOn(first, rest, words) });
  const count = (wanted: (typeof results)[number]): number => results.filter((one) => one === wanted).length;
  const left = count('not-begun') > 0 ? `, ${count('not-begun')} not begun` : '';
  const text = [`${title}: ${count('done')} done and read back, ${count('failed')} failed${left}.`, ...said].join(' ');
  const log = 'Show Action Log';
  const shown = count('failed') === 0 ? window.showInformationMessage(text, log) : window.showErrorMessage(text, log);
  void shown.then((answer) => {
    if (answer === log) services.actionLog.show();
  });
  return count('done') === groups.length;
}
