import type { Subscription } from '../../sources/azure/azure-source';
import type { FleetServer } from '../fleet';
import type { Appearance } from './appearance';
import { calm, escapeMarkdown, join, levelColors, levelIcon } from './appearance';
import { counts, coverageText, plural, worst } from './summary';

/** How many servers there may be before subscriptions start folded. */
const few = 30;

export interface SubscriptionFacts {
  readonly subscription: Pick<Subscription, 'id' | 'name' | 'account'>;
  readonly servers: readonly FleetServer[];
  /** Why its servers, or some of them, could not be listed. */
  readonly failures: readonly string[];
}

function sum({ servers, failures }: SubscriptionFacts): string {
  if (servers.length === 0 && failures.length > 0) return 'could not be listed';
  const there = servers.filter(({ state }) => state !== 'gone');
  const read = there.filter(({ digest }) => digest !== undefined);
  const all = plural(there.length, 'server');
  const refused = there.filter(({ state }) => state === 'failed').length;
  const inPart = read.filter(({ state, digest }) => state !== 'failed' && digest !== undefined && coverageText(digest.coverage) !== '').length;
  const lacking = [
    refused > 0 ? `${refused} could not be read` : '',
    inPart > 0 ? `${inPart} read in part` : '',
    failures.length > 0 ? 'not all could be listed' : '',
  ];
  if (read.length === 0) return join([all, ...lacking], ' · ');
  const found = counts(read.flatMap(({ digest }) => digest?.findings ?? []));
  const waiting = read.length + refused < there.length;
  return join([waiting ? `${found} · ${read.length} of ${all} read` : `${found} in ${all}`, ...lacking], ' · ');
}

/** Shows a subscription by the sum of its servers, or by why they could not be listed. */
export function showSubscription(facts: SubscriptionFacts): Appearance {
  const { subscription, servers, failures } = facts;
  // Whoever looks as several people wants to know as whom, before anything is changed.
  const description = join([sum(facts), subscription.account?.label ?? ''], ' · ');
  const level = worst(servers.flatMap(({ digest }) => digest?.findings ?? []));
  const icon = failures.length > 0 ? levelIcon('warning') : { id: 'key', color: level === undefined ? calm : levelColors[level] };
  return {
    label: subscription.name,
    description,
    icon,
    tooltip: join([`**${escapeMarkdown(subscription.name)}**`, escapeMarkdown(subscription.id), escapeMarkdown(sum(facts)), ...(subscription.account === undefined ? [] : [escapeMarkdown(`Read, and changed, as ${subscription.account.label}.`)]), ...failures.map(escapeMarkdown)], '\n\n'),
    contextValue: 'subscription',
    foldable: servers.length > few ? 'closed' : 'open',
    spoken: join([`subscription ${subscription.name}`, level ?? '', description], ', '),
  };
}

/** Shows a group of servers by their sum. */
export function showGroup(facts: SubscriptionFacts, beside: string, icon: string): Appearance {
  const description = join([beside, sum(facts)], ' · ');
  const level = worst(facts.servers.flatMap(({ digest }) => digest?.findings ?? []));
  const { name } = facts.subscription;
  return {
    label: name,
    description,
    icon: { id: icon, color: level === undefined ? calm : levelColors[level] },
    tooltip: join([`**${escapeMarkdown(name)}**`, escapeMarkdown(description)], '\n\n'),
    contextValue: 'group',
    foldable: facts.servers.length > few ? 'closed' : 'open',
    spoken: join([name, description], ', '),
  };
}

/** Shows that there is more; choosing it shows it. */
export function showMore(hidden: number): Appearance {
  const label = `Show more … (${plural(hidden, 'server')})`;
  return { label, description: '', icon: { id: 'ellipsis', color: calm }, tooltip: escapeMarkdown(label), contextValue: 'more', foldable: 'no', spoken: label };
}
