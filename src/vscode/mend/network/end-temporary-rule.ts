import { window } from 'vscode';
import { conclude } from '../../../engine/changes/conclusion';
import { known } from '../../../model/fact';
import type { Subject } from '../../../model/rule';
import { serverById } from '../../../model/snapshot';
import type { Analysis } from '../../load-analysis';
import { loadAnalysis } from '../../load-analysis';
import type { Services } from '../../services';
import type { TemporaryRule } from '../../temporary-rules';

/** A rule that could not be removed for so long belongs to a server that nobody here reaches any more. */
const givenUpMs = 30 * 24 * 3_600_000;

function tell({ actionLog }: Services, message: string, isProblem: boolean): void {
  const log = 'Show Action Log';
  const shown = isProblem ? window.showWarningMessage(message, log) : window.showInformationMessage(message, log);
  void shown.then((answer) => {
    if (answer === log) actionLog.show();
  });
}

async function readRules(services: Services, { serverId }: TemporaryRule, analysis: Analysis): Promise<Subject | string> {
  const source = await services.session.source();
  const { flexible, single, cluster } = analysis.firewallRuleTypes;
  const snapshot = await source.read(serverId, [flexible, single, cluster].map((type) => ({ type })));
  const server = serverById(snapshot, serverId);
  return server === undefined ? (snapshot.problems[0]?.message ?? 'The server could not be read.') : { snapshot, server };
}

/**
 * Removes a temporary rule whose time is over, if it still is what was added here: it is read first, and a rule with
 * other addresses is somebody's decision and stays. There is no question, as whoever added it agreed to that.
 * @param tellFailure whether the person hears of it where it does not work.
 * @returns whether there is nothing left to do about it.
 */
export async function endTemporaryRule(services: Services, rule: TemporaryRule, tellFailure: boolean): Promise<boolean> {
  const { server: label, name } = rule;
  const source = await services.session.source();
  const principal = await source.principal(rule.serverId);
  // Nothing is removed in somebody else's name.
  if (principal.objectId !== rule.by) return false;
  const analysis = await loadAnalysis();
  const failed = (why: string): boolean => {
    services.log.warn(`The temporary firewall rule ${name} of ${label} could not be removed: ${why}`);
    if (tellFailure) tell(services, `The time of the temporary firewall rule ${name} of ${label} is over, but it could not be removed. ${why}`, true);
    return Date.now() - rule.until > givenUpMs;
  };
  const subject = await readRules(services, rule, analysis);
  if (typeof subject === 'string') return failed(subject);
  const { rules, complete } = analysis.readFirewall(subject);
  const found = rules.find((one) => one.name?.toLowerCase() === name.toLowerCase());
  if (found === undefined) return complete === true ? true : failed(`The rules could not be read: ${complete.because}.`);
  if (known(found.start) !== rule.start || known(found.end) !== rule.end) {
    tell(services, `The time of the temporary firewall rule ${name} of ${label} is over, but somebody gave it other addresses since, so it stays. Delete it if nobody needs it.`, true);
    return true;
  }
  const plan = analysis.planRuleRemoval({ subject, rules: [found] });
  const answered = await source.write(rule.serverId, plan.changes);
  const later = await readRules(services, rule, analysis);
  const isRead = typeof later !== 'string';
  const { outcome, before, after, text } = conclude({ plan, name: label, before: subject.snapshot, answered, after: isRead ? later.snapshot : undefined, unread: isRead ? undefined : later });
  await services.actionLog.add({ at: new Date().toISOString(), who: principal.name, server: label, what: `${plan.title}, as its time was over`, before, after, outcome });
  if (services.fleet.server(rule.serverId) !== undefined) await services.fleet.read(rule.serverId);
  if (outcome !== 'done') return failed(text);
  tell(services, `The temporary firewall rule ${name} of ${label} is removed: its time was over.`, false);
  return true;
}
