import { isMendable } from '../../engine/plans/finding-fix';
import { effectNotes } from '../../model/fix';
import type { FactLine } from '../../model/layer';
import { serverTypes } from '../../model/resource';
import { ruleAddress } from '../../outputs/rule-address';
import type { Appearance, Icon } from './appearance';
import { calm, escapeMarkdown, icons, join, levelColors, levelIcon } from './appearance';
import { splitMessage } from './split-message';
import type { AdviceNode, FactNode, FailureNode, FindingNode } from './node';

const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;

/** @param declared where a template of the workspace writes the setting, such as "infra/main.bicep:41"; empty where none does. */
export function showFinding({ finding }: FindingNode, declared = ''): Appearance {
  const { rule, level, message, fix } = finding;
  const effect = fix === undefined ? '' : effectNotes[fix.effect];
  const cure = fix === undefined ? '' : `Fix: ${escapeMarkdown(fix.title)}${effect === '' ? '' : ` (${effect})`}`;
  return {
    label: firstSentence(message).replace(/\.$/, ''),
    description: join([declared === '' ? '' : `declared in ${declared}`, rule.id], ' · '),
    icon: levelIcon(level),
    tooltip: join(
      [`**${escapeMarkdown(rule.title)}**`, escapeMarkdown(message), escapeMarkdown(rule.why), cure, declared === '' ? '' : `Declared in ${escapeMarkdown(declared)}: mend it there too, or the next deployment brings it back.`, `[${rule.id}](${ruleAddress(rule.id)})`],
      '\n\n',
    ),
    contextValue: isMendable(finding) ? 'finding fixable' : 'finding',
    foldable: 'no',
    spoken: join([level, message, `rule ${rule.id}`, declared === '' ? '' : `declared in ${declared}`], ', '),
  };
}

const factIcons: Readonly<Record<FactLine['state'], Icon>> = {
  set: { id: 'circle-small-filled', color: calm },
  default: icons.quiet,
  unknown: icons.question,
  notApplicable: { id: 'dash', color: calm },
};

const factStates: Readonly<Record<FactLine['state'], string>> = {
  set: 'Set on the server.',
  default: 'Not set: this is what the service does then.',
  unknown: 'Could not be read.',
  notApplicable: 'Does not apply here.',
};

const horizonKey = `/${serverTypes.horizon.toLowerCase()}/`;

/**
 * What a line is about, where the menus have something for it: the resource or the item of a list at which it stands.
 * They have nothing for HorizonDB, which is not changed from here.
 */
function aboutWord({ at }: FactLine): string {
  if (at.in !== 'resource' || at.key.includes(horizonKey)) return '';
  if (/\/firewallrules\/[^/]+$/.test(at.key)) return ' firewall-rule';
  if (/\/virtualnetworkrules\/[^/]+$/.test(at.key)) return ' network-rule';
  return at.path.includes('privateEndpointConnections') && typeof at.path.at(-1) === 'number' ? ' private-endpoint' : '';
}

/** @param otherSays what the other side of a comparison says: "infra/main.bicep says on"; empty where it says the same. */
export function showFact({ fact }: FactNode, otherSays = ''): Appearance {
  return {
    label: fact.title,
    description: join([fact.text, otherSays], ' · '),
    icon: otherSays === '' ? factIcons[fact.state] : { id: 'diff', color: levelColors.info },
    tooltip: join([`**${escapeMarkdown(fact.title)}**`, escapeMarkdown(fact.text), fact.needsConnection === true ? 'Connect with “PostgreSQL Roles and Sessions…” to read it.' : factStates[fact.state]], '\n\n'),
    contextValue: fact.needsConnection === true ? 'fact needsConnection' : `fact${aboutWord(fact)}`,
    foldable: (fact.details?.length ?? 0) > 0 ? 'closed' : 'no',
    spoken: join([fact.title, fact.text, otherSays], ', '),
  };
}

const failureLabels: Readonly<Record<FailureNode['failure']['kind'], string>> = {
  'sign-in': 'Sign-in needed',
  forbidden: 'No permission',
  'not-found': 'Not found',
  throttled: 'Asked too often',
  offline: 'Azure could not be reached',
  failed: 'Could not be read',
};

/** What can be done about it: a sign-in to the tenant, or one of the account. */
const signInContext = ({ tenantId, account }: FailureNode['failure']): string => (tenantId !== undefined ? 'failure tenant' : account !== undefined ? 'failure account' : 'failure');

/** Puts the permission that is missing first: a row has room for little, and its label says already that it is one. */
function missingFirst(reason: string): string {
  const { doing, action } = /^Could not (?<doing>.*): no permission: (?<action>\S+) is missing$/s.exec(reason)?.groups ?? {};
  return doing === undefined || action === undefined ? reason : `${action} is missing to ${doing}`;
}

/** Shows why something is missing; what to do about it stands below. */
export function showFailure({ failure }: FailureNode): Appearance {
  const label = failureLabels[failure.kind];
  const { reason, advice } = splitMessage(failure.message);
  // Where several accounts look it has to be said whose trouble it is, unless the reason does.
  const { label: who = '' } = failure.account ?? {};
  const whose = failure.message.includes(who) ? '' : who;
  return {
    label,
    description: join([whose, missingFirst(reason)], ' · '),
    icon: levelIcon('warning'),
    tooltip: join([escapeMarkdown(whose), escapeMarkdown(failure.message)], '\n\n'),
    contextValue: failure.kind === 'sign-in' ? signInContext(failure) : 'failure',
    foldable: advice === '' ? 'no' : 'open',
    spoken: join([label, whose, failure.message], ', '),
  };
}

/** Shows what to do about a failure. */
export function showAdvice({ text }: AdviceNode): Appearance {
  return {
    label: text.replace(/\.$/, ''),
    description: '',
    icon: { id: 'arrow-small-right', color: calm },
    tooltip: escapeMarkdown(text),
    contextValue: 'advice',
    foldable: 'no',
    spoken: text,
  };
}
