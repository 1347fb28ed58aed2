import type { Address } from './address';
import type { Fact } from './fact';
import type { Fix } from './fix';
import type { LayerId } from './layer-id';
import type { Kind, Server } from './resource';
import type { RuleSettings, WishName } from './settings';
import type { Snapshot } from './snapshot';
import type { Judgement } from './verdict';
import { holds, judgeFact } from './verdict';

/** What people see: an error exposes or cannot work, a warning wants action, an info is a choice or context. */
export type Level = 'error' | 'warning' | 'info';

/** How bad the thing itself is, apart from whether it speaks; feeds SARIF's security-severity. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** When a rule speaks: by its level, only in a stricter profile, or only when settings ask for it. */
export type Group = Level | 'strict' | 'resilience' | 'configured';

/** `network/public-access`: diagnostic code, SARIF rule id, page and suppression key alike. */
export type RuleId = `${LayerId}/${string}`;

export interface RuleMeta {
  readonly id: RuleId;
  /** What is right: "TLS must be 1.2 or newer". */
  readonly title: string;
  /** What is wrong, in a few words beside a server's name: "open to the internet". */
  readonly brief: string;
  readonly severity: Severity;
  readonly group: Group;
  /** The level in the profile `strict`, where it is not the same as in `recommended`. */
  readonly strict?: Level;
  /** When it speaks of templates, where that is not the same: what is often set elsewhere says little there. */
  readonly groupInTemplates?: Group;
  /** The setting without which a rule of the group `configured` has nothing to ask for. */
  readonly wish?: WishName;
  /** One plain sentence on why it matters. */
  readonly why: string;
  /** The condition under which the rule fails, and what absence means; plain sentences. */
  readonly condition: string;
  /** Addresses of the documents that the rule rests on. */
  readonly sources: readonly string[];
  /** The ids of other tools' equal checks, by tool. */
  readonly equivalents: Readonly<Record<string, readonly string[]>>;
  /** The ids in the rule catalogue. */
  readonly catalogue: readonly string[];
  /** The kinds of server that it judges; none where it judges everything that was read at once. */
  readonly appliesTo: readonly Kind[];
  readonly surface: readonly ('template' | 'live')[];
  /** True for what only a connection to a database tells; without one nothing is decided. */
  readonly inside?: true;
  /** Rules whose findings on the same server say less about the same cause. */
  readonly supersedes?: readonly RuleId[];
  /**
   * Two small examples for the rule's page, of the first kind in `appliesTo`, in Bicep; in ARM JSON only where Bicep
   * needs several files for the same or has no word for it.
   */
  readonly examples?: { readonly failing: string; readonly passing: string; readonly language?: 'json' };
}

/** The server that is looked at, within everything that was read with it. */
export interface Subject {
  readonly snapshot: Snapshot;
  readonly server: Server;
}

/** Everything that was read, with what else comes from outside: no rule asks a clock or the settings itself. */
export interface WideContext {
  /** Today's date, such as 2026-11-24. */
  readonly today: string;
  /** This moment in ISO 8601, where what is judged is live; templates are judged by the day. */
  readonly now?: string;
  readonly settings: RuleSettings;
  readonly snapshot: Snapshot;
}

/** The same with the server that is judged. */
export interface Context extends WideContext, Subject {}

export interface Rule<Facts> {
  readonly meta: RuleMeta;
  readonly judge: (facts: Facts, context: Context) => readonly Judgement[];
}

/**
 * A rule that judges everything that was read at once: what it finds belongs to no server, such as a connection string
 * in the settings of an application.
 */
export interface WideRule {
  readonly meta: RuleMeta;
  readonly judge: (context: WideContext) => readonly Judgement[];
}

interface OneFactRule<Facts, T> extends RuleMeta {
  /** The facts that are judged one by one. */
  readonly given: (facts: Facts, context: Context) => readonly Fact<T>[];
  readonly holds: (value: T, context: Context) => boolean;
  /** What is wrong with the value. Never called with a secret. */
  readonly message: (value: T, context: Context) => string;
  readonly fix?: (at: Address, context: Context, facts: Facts) => Fix | undefined;
}

/** Makes a rule that judges facts one at a time, which most do. */
export function defineRule<Facts, T>(definition: OneFactRule<Facts, T>): Rule<Facts> {
  const { given, holds: isRight, message, fix, ...meta } = definition;
  return {
    meta,
    judge: (facts, context) =>
      given(facts, context).map((fact) =>
        judgeFact(fact, (value) => {
          if (isRight(value, context)) return holds(fact.at);
          const cure = fix?.(fact.at, context, facts);
          const sentence = fact.sensitive === true ? `${meta.brief}.` : message(value, context);
          // Otherwise the same would be said twice of one server.
          const words = fact.of === undefined ? sentence : sentence.replace(/\.$/, ` (${fact.of}).`);
          return { verdict: 'fails', at: fact.at, message: words, ...(cure === undefined ? {} : { fix: cure }) };
        }),
      ),
  };
}
