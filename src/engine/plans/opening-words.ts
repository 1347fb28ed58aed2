import { internetFrom, isPrivateRange } from '../../layers/firewall/coverage';
import { countAddresses, formatCount, formatRange, isAzureServices, type Range } from '../../layers/firewall/range';
import type { Danger } from '../plan';
import type { Opening } from './opening';

/** More addresses than this need a second confirmation: more than one /24. */
const many = 256;

/** How many rules, or parts of a range, a sentence names. */
const named = 3;

const sum = (ranges: readonly Range[]): number => ranges.reduce((count, range) => count + countAddresses(range), 0);
const digits = (count: number): string => formatCount(count).split(' ')[0] ?? '';
const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** "a, b and 3 more". */
function list(words: readonly string[], rest: string): string {
  const shown = words.length > named ? [...words.slice(0, named - 1), `${words.length - named + 1} ${rest}`] : words;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** Who lets in some of the range now, with the verb: "the rules a and b let". */
function whoLets({ others, own }: Opening): string {
  const rules = others.length === 0 ? [] : [`the ${others.length === 1 ? 'rule' : 'rules'} ${list(others, 'more')}`];
  const who = [...(own ? ['this rule'] : []), ...rules];
  return `${who.join(' and ')} ${who.length === 1 && others.length < 2 ? 'lets' : 'let'}`;
}

const since = ({ own }: Opening): string => (own ? 'now' : 'already');

const onceGone = ({ others }: Opening): string => `once ${others.length === 1 ? 'that rule goes' : 'they go'}`;

/** What a rule opens the server to: all of its addresses, or so many beside those that get in already. */
function openedCount({ parts, own, others }: Opening): string {
  const count = formatCount(sum(parts));
  return own || others.length > 0 ? count.replace(' ', ' more ') : count;
}

/** Who lets in what is not new: " The rule office lets in the other 16 of 64 already." Nothing where all of it is new. */
function remainder(opening: Opening): string {
  const { range, parts, own, others } = opening;
  if (!own && others.length === 0) return '';
  const count = countAddresses(range);
  const rest = count - sum(parts);
  return ` ${upper(whoLets(opening))} in the other ${rest === 1 ? 'one' : digits(rest)} of ${digits(count)} ${since(opening)}.`;
}

function nobodyNew(opening: Opening, isNew: boolean): string {
  const { range, narrower } = opening;
  const count = countAddresses(range);
  if (narrower) return `Lets in nobody new: the rule is then for ${digits(count)} of the addresses that it lets in now, ${formatRange(range)}.`;
  const azure = isAzureServices(range);
  const them = azure ? 'them in' : count === 1 ? 'in this address' : `in these ${formatCount(count)}`;
  const later = `${onceGone(opening)}, ${isNew ? 'the new one' : 'this rule'} still lets ${them}.`;
  return `Lets in nobody new: ${whoLets(opening)} in ${azure ? 'every service in Azure' : formatRange(range)} ${since(opening)}${isNew ? `. The new rule changes nothing now; ${later}` : `; ${later}`}`;
}

/** What a rule opens the server to, beyond what is open already; sentences. @param isNew whether the rule is not there yet. */
export function openingSentence(opening: Opening, isNew: boolean): string {
  const { range, parts, gap, isOff } = opening;
  const azure = isAzureServices(range);
  if (!azure && isPrivateRange(range)) return 'These addresses are private: connections over the internet never come from them, so the rule lets nobody in.';
  const everyService = 'every service in Azure, in the subscriptions of other customers too';
  const count = countAddresses(range);
  if (isOff) return `Public access is off, so the rule lets nobody in now. Once it is on, the rule lets in ${azure ? everyService : `${formatCount(count)}: ${formatRange(range)}`}.`;
  if (parts.length === 0) return nobodyNew(opening, isNew);
  const unsure = gap === undefined ? '' : ` Whether another rule lets ${count === 1 ? 'it' : 'them'} in already is not known: ${gap}.`;
  if (azure) return `Opens the server to ${everyService}.${unsure}`;
  const part = sum(parts) >= internetFrom ? ', a large part of the internet' : '';
  return `Opens the server to ${openedCount(opening)}${part}: ${list(parts.map(formatRange), 'more parts')}.${remainder(opening)}${unsure}`;
}

/**
 * The second question, where a range is wide. It is asked about ranges too that others let in now: once those go, the
 * rule alone keeps them open.
 */
export function openingDanger(server: string, opening: Opening): Danger | undefined {
  const { range, parts, narrower } = opening;
  const again = parts.length === 0 ? ' by this rule too' : '';
  const already = parts.length === 0 ? `${upper(whoLets(opening))} them in ${since(opening)}; ${onceGone(opening)}, this one still does. ` : '';
  if (narrower) return undefined;
  if (isAzureServices(range)) {
    return {
      question: `Let every Azure service reach ${server}${again}?`,
      detail: `${already}Anybody with an Azure subscription can then try to sign in. Named rules or a private endpoint for your own services are safer.`,
      confirm: 'Open to All of Azure',
    };
  }
  const count = countAddresses(range);
  if (count <= many || isPrivateRange(range)) return undefined;
  const advice =
    count >= internetFrom
      ? 'Anybody there can try passwords on it. A rule for the addresses that need it, or a private endpoint, is safer.'
      : 'Are all of them yours? A rule for fewer addresses is safer.';
  if (parts.length === 0) {
    return {
      question: `Let ${formatCount(count)} reach ${server}${again}?`,
      detail: `${already}${advice}`,
      confirm: `Let In ${formatCount(count)}`,
    };
  }
  const opened = openedCount(opening);
  return { question: `Open ${server} to ${opened}?`, detail: `${remainder(opening)} ${advice}`.trim(), confirm: `Open to ${opened}` };
}
