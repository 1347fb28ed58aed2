import type { Change, Fix } from '../../model/fix';
import { nameOf, settingOf, type Server } from '../../model/resource';
import { inResource } from '../../model/address';
import { planned, restartLater, type PlannedEffect } from '../plan';
import { defenderPrices } from './threat-protection';

/** "Require TLS 1.2 on pg-orders", "Switch threat protection on for pg-orders", "Restart the server pg-orders". */
export function titleOn(title: string, { resource }: Server): string {
  const word = title.endsWith(' on') ? ' for' : title.endsWith(' the server') ? '' : ' on';
  return `${title}${word} ${nameOf(resource)}`;
}

/**
 * What a fix costs, by rule. Figures stand nowhere here: they depend on region and currency, and change.
 * https://learn.microsoft.com/azure/postgresql/backup-restore/concepts-backup-restore,
 * https://learn.microsoft.com/azure/postgresql/scale/how-to-auto-grow-storage,
 * https://learn.microsoft.com/azure/postgresql/high-availability/concepts-high-availability
 */
const costs: Readonly<Record<string, string>> = {
  'backup/retention': 'Backups that together take more than the storage of the server are billed by GiB and month; up to that they cost nothing.',
  'backup/standby': 'Azure runs a standby with compute and storage of its own, and bills both.',
  'backup/storage-growth': 'Storage that grows is billed from then on, and never gets smaller again; premium SSD doubles each time.',
  'threat-protection/switched-on': `Microsoft bills the server for as long as it is protected, unless the Defender plan of the subscription covers it: ${defenderPrices}`,
};

/** What else has to be known of a fix, by rule. */
const notes: Readonly<Record<string, string>> = {
  'access/password-hashing': 'Passwords that are set already stay hashed as they are until each is set again.',
};

export const noteOf = (ruleId: string): readonly string[] => (notes[ruleId] === undefined ? [] : [notes[ruleId]]);

/** Whether Azure restarts the server by itself for these changes: a new value of a parameter waits for the next restart. */
export const restartsNow = (changes: readonly Change[]): boolean =>
  changes.some((change) => change.kind === 'action' || ((change.kind === 'set' || change.kind === 'remove') && change.at.path[1] === 'authConfig'));

/** Said of a plan that makes the server restart. */
export const everybodyAtRestart = 'Everybody who is connected: their sessions end when the server restarts.';

/** What a fix means for its server, in words that fit what it changes. */
export function effectOf({ effect, changes }: Pick<Fix, 'effect' | 'changes'>, ruleId: string): readonly PlannedEffect[] {
  switch (effect) {
    case 'safe':
      return [];
    case 'restart':
      return [restartsNow(changes) ? planned('restart') : planned('restart', restartLater)];
    case 'interrupts':
      return [planned('interrupts', 'Whoever no longer gets in is refused from the next connection on; sessions that are open may end too.')];
    case 'costs':
      return [costs[ruleId] === undefined ? planned('costs') : planned('costs', costs[ruleId])];
    default:
      return [planned(effect)];
  }
}

const isDisabled = (value: unknown): boolean => typeof value === 'string' && value.toLowerCase() === 'disabled';

/**
 * The changes with what Azure takes only together with them: a Single Server has a minimum version of TLS only while it
 * enforces TLS, so that the one switches the other on. https://learn.microsoft.com/previous-versions/azure/postgresql/single-server/how-to-tls-configurations
 */
export function withCompanions({ kind, resource }: Server, changes: readonly Change[]): readonly Change[] {
  const enforcement = inResource(resource.key, 'properties', 'sslEnforcement');
  const sets = (name: string): boolean => changes.some((change) => change.kind === 'set' && change.at.key === resource.key && change.at.path[1] === name);
  const asks = kind === 'single' && sets('minimalTlsVersion') && !sets('sslEnforcement') && isDisabled(settingOf(resource, ['properties', 'sslEnforcement']));
  return asks ? [{ kind: 'set', at: enforcement, value: 'Enabled' }, ...changes] : changes;
}
