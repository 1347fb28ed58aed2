import { Disposable, window } from 'vscode';
import { loadCommands } from './load-commands';
import type { Services } from './services';
import type { TemporaryRule } from './temporary-rules';

/** Before another attempt where a rule could not be removed. */
const againMs = 15 * 60_000;

/** Ends are at whole minutes, and clocks differ: a rule is never removed before its end. */
const graceMs = 5_000;

/**
 * Removes the temporary rules of whoever is signed in when their time is over: while this runs, and when it starts the
 * next time. What that takes is loaded when there is something to remove.
 */
export function registerTemporaryRules(services: Services): Disposable {
  const { session, temporaryRules, log } = services;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  /** Rules that could not be removed, and when to try again. */
  const waiting = new Map<string, number>();
  const idOf = ({ serverId, name }: TemporaryRule): string => `${serverId} ${name}`.toLowerCase();
  const dueAt = (rule: TemporaryRule): number => Math.max(rule.until + graceMs, waiting.get(idOf(rule)) ?? 0);
  const own = (): readonly TemporaryRule[] => {
    const { state } = session;
    return state.kind === 'signed-in' ? temporaryRules.rules.filter(({ to }) => to === state.to) : [];
  };

  const endAll = async (): Promise<void> => {
    const due = own().filter((rule) => dueAt(rule) <= Date.now());
    if (due.length === 0) return;
    const { endTemporaryRule } = await loadCommands();
    for (const rule of due) {
      const first = !waiting.has(idOf(rule));
      if (await endTemporaryRule(services, rule, first)) {
        waiting.delete(idOf(rule));
        await temporaryRules.forget(rule);
      } else waiting.set(idOf(rule), Date.now() + againMs);
    }
  };
  const look = (): void => {
    clearTimeout(timer);
    underWay ??= endAll()
      .catch((error: unknown) => log.error('Temporary firewall rules', error instanceof Error ? error : String(error)))
      .finally(() => {
        underWay = undefined;
        const next = Math.min(...own().map(dueAt));
        clearTimeout(timer);
        if (Number.isFinite(next)) timer = setTimeout(look, Math.max(next - Date.now(), 1_000));
      });
  };
  const listeners = [
    session.onDidChange(() => {
      waiting.clear();
      look();
    }),
    temporaryRules.onDidChange(() => {
      if (underWay === undefined) look();
    }),
    // A computer that slept has missed the moment.
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) look();
    }),
    new Disposable(() => clearTimeout(timer)),
  ];
  look();
  return Disposable.from(...listeners);
}
