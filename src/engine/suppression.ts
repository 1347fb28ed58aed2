import type { ResourceKey } from '../model/address';
import type { Directive, DirectiveCode } from '../model/directive';
import { layerIds } from '../model/layer-id';
import type { RuleId } from '../model/rule';
import { nearest } from './configuration/near';
import type { SuppressionRuleId } from './suppression-rules';

/** A place in a file that a suppression is written at. */
export interface WrittenAt {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Somebody's wish that a rule says nothing in one place. */
export interface Suppression {
  readonly rule: RuleId;
  readonly reason?: string;
  readonly owner?: string;
  /** The last day on which it holds. */
  readonly expires?: string;
  /** Where it is written, in a template. */
  readonly at: WrittenAt;
  /** What it silences: findings that begin in a region of its file, or those on a resource. */
  readonly scope: { readonly from: number; readonly to: number } | { readonly key: ResourceKey };
}

/** Something that is wrong with a suppression, at its place. */
export interface SuppressionNotice {
  readonly id: SuppressionRuleId;
  readonly message: string;
  readonly at: WrittenAt;
}

/** Suppressions of which some are not written as they should be. */
export interface ReadSuppressions {
  readonly suppressions: readonly Suppression[];
  readonly notices: readonly SuppressionNotice[];
}

/** Bicep's lexer ends a name at `/`, so ids are written there with `-`. */
export const aliasOf = (id: RuleId): string => id.replace('/', '-');

/** A reason may end with the last day on which it holds: "the old client is replaced until 2027-03-31". */
const until = /\s*\(?\buntil (\d{4}-\d{2}-\d{2})\)?\.?$/i;

/** Splits a reason in words from the day at its end. */
export function splitReason(words: string | undefined): { readonly reason?: string; readonly expires?: string } {
  const expires = words === undefined ? undefined : until.exec(words)?.[1];
  const reason = words?.replace(until, '').trim() ?? '';
  return { ...(reason === '' ? {} : { reason }), ...(expires === undefined ? {} : { expires }) };
}

/** Finds rules by what directives call them. */
export interface RuleNames {
  readonly find: (name: string) => RuleId | undefined;
  /** Says what is wrong with a name that means no rule, or nothing where it is meant for somebody else. */
  readonly explain: (name: string) => string | undefined;
}

const ours = new RegExp(`^(${layerIds.join('|')})[/-]`, 'i');

/** Knows rules by their ids and aliases, without regard to case. */
export function createRuleNames(ids: readonly RuleId[]): RuleNames {
  const names = new Map<string, RuleId>(ids.flatMap((id) => [[id, id], [aliasOf(id), id]]));
  return {
    find: (name) => names.get(name.toLowerCase()),
    explain: (name) => {
      const meant = nearest(name, name.includes('/') ? ids : ids.map(aliasOf));
      // The names of Bicep's own rules stand in the same directives; none of them begins like ours.
      if (meant === undefined && !ours.test(name)) return undefined;
      return `There is no rule ${name}.${meant === undefined ? '' : ` Is ${meant} meant?`}`;
    },
  };
}

const noReason = 'The suppression gives no reason. Write why it is right behind it: // the reason';

function placeOf({ file }: Directive, { start, end }: DirectiveCode): WrittenAt {
  return { file, start, end };
}

const byPlace = (a: { readonly at: WrittenAt }, b: { readonly at: WrittenAt }): number => a.at.start - b.at.start;

/** Turns the directives of one file into suppressions. */
export function suppressionsOf(directives: readonly Directive[], names: RuleNames): ReadSuppressions {
  const suppressions: Suppression[] = [];
  const notices: SuppressionNotice[] = [];
  /** Where each rule speaks again, as seen from the directive at hand: they are read from the last to the first. */
  const restored = new Map<RuleId, number>();
  for (const directive of directives.toReversed()) {
    const { kind, codes, from, to } = directive;
    const known = codes.flatMap((code) => {
      const rule = names.find(code.text);
      const why = rule === undefined ? names.explain(code.text) : undefined;
      if (why !== undefined) notices.push({ id: 'suppression/unknown-rule', message: why, at: placeOf(directive, code) });
      return rule === undefined ? [] : [{ rule, code }];
    });
    if (kind === 'restore') {
      for (const { rule } of known) restored.set(rule, directive.start);
      continue;
    }
    const words = splitReason(directive.reason);
    const [first] = known;
    if (first !== undefined && words.reason === undefined) notices.push({ id: 'suppression/no-reason', message: noReason, at: placeOf(directive, first.code) });
    for (const { rule, code } of known) {
      const end = kind === 'next-line' ? to : (restored.get(rule) ?? to);
      suppressions.push({ rule, ...words, at: placeOf(directive, code), scope: { from, to: end } });
    }
  }
  return { suppressions: suppressions.sort(byPlace), notices: notices.sort(byPlace) };
}

/** What a suppression can apply to: a finding with its place. */
export interface Silenceable {
  readonly rule: RuleId;
  readonly file: string;
  /** Where it begins in the file; nothing where it is about the file as a whole. */
  readonly start?: number;
  readonly key?: ResourceKey;
}

function covers({ scope, at }: Suppression, { file, start, key }: Silenceable): boolean {
  if ('key' in scope) return scope.key === key;
  return at.file === file && start !== undefined && start >= scope.from && start < scope.to;
}

/** True where a day has passed. */
export const hasExpired = (expires: string | undefined, today: string): boolean => expires !== undefined && expires < today;

/** Finds the suppressions of findings, and remembers which were of use. */
export interface Silencer {
  /** The suppression that silences a finding, if one does and has not expired. */
  readonly find: (item: Silenceable) => Suppression | undefined;
  /** What is wrong with the suppressions, after all findings were asked for. @param speaks whether a rule speaks at all there. */
  readonly notices: (speaks: (suppression: Suppression) => boolean) => readonly SuppressionNotice[];
}

export function createSilencer({ suppressions, notices }: ReadSuppressions, today: string): Silencer {
  const byRule = new Map<RuleId, Suppression[]>();
  for (const one of suppressions) {
    const others = byRule.get(one.rule);
    if (others === undefined) byRule.set(one.rule, [one]);
    else others.push(one);
  }
  const used = new Set<Suppression>();
  return {
    find: (item) => {
      const all = (byRule.get(item.rule) ?? []).filter((one) => covers(one, item));
      for (const one of all) used.add(one);
      return all.find(({ expires }) => !hasExpired(expires, today));
    },
    notices: (speaks) => [
      ...notices,
      ...suppressions.flatMap((one): SuppressionNotice[] => {
        if (hasExpired(one.expires, today)) {
          const message = `The suppression of ${one.rule} expired on ${one.expires ?? ''}. Mend what it hid, or agree on a new day.`;
          return [{ id: 'suppression/expired', message, at: one.at }];
        }
        if (used.has(one) || !speaks(one)) return [];
        return [{ id: 'suppression/unused', message: `The suppression of ${one.rule} hides nothing. Remove it.`, at: one.at }];
      }),
    ],
  };
}
