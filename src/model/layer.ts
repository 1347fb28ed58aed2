import type { Address, Path } from './address';
import type { Fact } from './fact';
import type { LayerMeta } from './layer-id';
import type { Kind, Server } from './resource';
import type { Context, Rule, RuleMeta, Subject, WideContext, WideRule } from './rule';
import type { RuleSettings } from './settings';
import type { Snapshot } from './snapshot';
import type { Judgement } from './verdict';

/** Children of the server, for configurations by their names. */
export interface ChildNeed {
  /** The full child type; its first part says for which kind of server. */
  readonly type: string;
  /** The names that are wanted, where not all are. */
  readonly names?: readonly string[];
}

/**
 * Resources that extend the server: they are no children by their type, such as Microsoft.Insights/diagnosticSettings.
 * A live source puts them into the snapshot as children of the server, with their full type as it stands here, their
 * lower-cased id as key and the server's key as `parent`, so that `snapshot.children(server, type)` finds them. What
 * lies above the server and holds for it too belongs to them: the locks and role assignments of its resource group and
 * subscription, and the Defender plans of its subscription (Microsoft.Security/pricings).
 */
export interface ExtensionNeed {
  /** The full type of the resources. */
  readonly extension: string;
  /** The names that are wanted, where not all are. */
  readonly names?: readonly string[];
  /** The kinds of server that it is for. */
  readonly of: readonly Kind[];
}

/**
 * Another resource that a property refers to. A live source puts it into the snapshot as a resource of its own without
 * a `parent`, with its lower-cased id as key, so that `snapshot.referenced(server, path)` finds it. Some properties hold
 * the address of a key in a vault (https://NAME.vault.azure.net/keys/KEY/VERSION) instead of an id: what is wanted then
 * is the vault, and of its children the key; the source finds the vault's id by its name (Resource Graph).
 */
export interface ReferenceNeed {
  /** The property of the server, or within `further` of the resource before, that refers to it. */
  readonly referenced: Path;
  /** The type of the resource, such as Microsoft.Network/virtualNetworks/subnets. */
  readonly type: string;
  /** The full types of its children that are wanted too; for a key's vault only the child that the address names. */
  readonly children?: readonly string[];
  /** What that resource refers to in turn. */
  readonly further?: readonly Omit<ReferenceNeed, 'of'>[];
  /** The kinds of server that it is for. */
  readonly of: readonly Kind[];
}

/**
 * Something beside the server itself that a layer reads. What a source does not read is incomplete
 * (`children(…).complete` says why) or not part of the snapshot, so that what depends on it stays unknown.
 */
export type Need = ChildNeed | ExtensionNeed | ReferenceNeed;

/** The needs for children of the server's own type. */
export function childNeeds(needs: readonly Need[]): readonly ChildNeed[] {
  return needs.filter((need): need is ChildNeed => !('extension' in need) && !('referenced' in need));
}

/** The needs for resources that extend a kind of server. */
export function extensionNeeds(needs: readonly Need[], kind: Kind): readonly ExtensionNeed[] {
  return needs.filter((need): need is ExtensionNeed => 'extension' in need && need.of.includes(kind));
}

/** The needs for resources that a kind of server refers to. */
export function referenceNeeds(needs: readonly Need[], kind: Kind): readonly ReferenceNeed[] {
  return needs.filter((need): need is ReferenceNeed => 'referenced' in need && need.of.includes(kind));
}

/** One line about a server, as people read it. */
export interface FactLine {
  readonly title: string;
  readonly text: string;
  readonly state: Fact<unknown>['kind'];
  readonly at: Address;
  /** Set where only a connection to a database would tell, and nobody has made one: nothing that failed to be read. */
  readonly needsConnection?: true;
  /** Set where only Azure tells it: a template that says nothing of it says nothing wrong. */
  readonly onlyLive?: true;
  /** The parts of what the line sums up. */
  readonly details?: readonly FactLine[];
}

/** What one rule says about one thing. */
export interface Judged {
  readonly rule: RuleMeta;
  readonly judgement: Judgement;
}

export interface LayerReport {
  readonly layer: LayerMeta;
  readonly facts: readonly FactLine[];
  /** A few words that sum the facts up when there is nothing to warn of: "TLS 1.2 or newer". */
  readonly text: string;
  /** Why parts of the layer could not be read; empty where all of it was. */
  readonly unread: readonly string[];
  readonly judgements: readonly Judged[];
}

/** A layer as the engine sees it; its facts stay inside. */
export interface Layer {
  readonly meta: LayerMeta;
  readonly rules: readonly RuleMeta[];
  readonly needs: readonly Need[];
  /** What the settings have it read besides, such as parameters that an organisation asks for. */
  readonly wished: (settings: RuleSettings) => readonly Need[];
  readonly appliesTo: readonly Kind[];
  /** @param isWanted says which rules are asked at all; without it, all are. */
  readonly check: (context: Context, isWanted?: (rule: RuleMeta) => boolean) => LayerReport;
  /** Judges what belongs to no server: everything that was read, once. */
  readonly checkWide: (context: WideContext) => readonly Judged[];
}

interface LayerDefinition<Facts> extends LayerMeta {
  readonly appliesTo: readonly Kind[];
  readonly needs: readonly Need[];
  readonly wished?: (settings: RuleSettings) => readonly Need[];
  readonly rules: readonly Rule<Facts>[];
  /** The rules that judge everything that was read rather than one server. */
  readonly wideRules?: readonly WideRule[];
  readonly read: (context: Context) => Facts;
  readonly describe: (facts: Facts, server: Server, snapshot: Snapshot) => readonly FactLine[];
  readonly text: (facts: Facts, server: Server) => string;
}

/** What could not be read, each reason once: a refused call takes many facts with it. */
function unreadLines(facts: readonly FactLine[]): readonly string[] {
  const titles = new Map<string, string[]>();
  for (const { title, text, state, needsConnection } of facts) {
    if (state !== 'unknown' || needsConnection === true) continue;
    const why = text.replace(/^unknown: /, '');
    titles.set(why, [...(titles.get(why) ?? []), title]);
  }
  return [...titles].map(([why, of]) => `${of.join(', ')}: ${why}`);
}

/**
 * What a layer says of one server. The tree and outputs show its lines; typing in a template must not wait for them.
 *
 * The getters are those of a class for a reason: written in a literal, they give each object a hidden class of its own,
 * which keeps alive all that the object leads to until the whole heap is collected. Judging took a third longer by that.
 */
class ReadLayer<Facts> implements LayerReport {
  private lines: readonly FactLine[] | undefined;

  constructor(
    private readonly words: Pick<LayerDefinition<Facts>, 'describe' | 'text'>,
    readonly layer: LayerMeta,
    private readonly read: Facts,
    private readonly subject: Subject,
    readonly judgements: readonly Judged[],
  ) {}

  get facts(): readonly FactLine[] {
    this.lines ??= this.words.describe(this.read, this.subject.server, this.subject.snapshot);
    return this.lines;
  }

  get text(): string {
    return this.words.text(this.read, this.subject.server);
  }

  get unread(): readonly string[] {
    return unreadLines(this.facts);
  }
}

/** Makes a layer out of how its facts are read and shown, and of the rules that judge them. */
export function defineLayer<Facts>(definition: LayerDefinition<Facts>): Layer {
  const { appliesTo, needs, wished = () => [], rules, wideRules = [], read, describe, text, ...meta } = definition;
  const words = { describe, text };
  const applicable = { live: new Map<Kind, readonly Rule<Facts>[]>(), template: new Map<Kind, readonly Rule<Facts>[]>() };
  /** The rules for a kind of server, where it was read from a template or from Azure. */
  const rulesFor = (kind: Kind, origin: Snapshot['origin']): readonly Rule<Facts>[] => {
    let found = applicable[origin].get(kind);
    if (found === undefined) {
      found = rules.filter(({ meta: { appliesTo: kinds, surface } }) => kinds.includes(kind) && surface.includes(origin));
      applicable[origin].set(kind, found);
    }
    return found;
  };
  const wideIn = (origin: Snapshot['origin']): readonly WideRule[] => wideRules.filter((rule) => rule.meta.surface.includes(origin));
  const wide = { live: wideIn('live'), template: wideIn('template') };
  return {
    meta,
    appliesTo,
    needs,
    wished,
    rules: [...rules, ...wideRules].map((rule) => rule.meta),
    checkWide: (context) =>
      wide[context.snapshot.origin].flatMap((rule) => rule.judge(context).map((judgement) => ({ rule: rule.meta, judgement }))),
    check: (context, isWanted = () => true) => {
      const { server, snapshot } = context;
      const facts = read(context);
      const judgements: Judged[] = [];
      for (const rule of rulesFor(server.kind, snapshot.origin)) {
        if (!isWanted(rule.meta)) continue;
        for (const judgement of rule.judge(facts, context)) judgements.push({ rule: rule.meta, judgement });
      }
      return new ReadLayer(words, meta, facts, context, judgements);
    },
  };
}

/** Shows one fact as a line. @param spell the value in people's words; not asked for secrets. */
export function factLine<T>(title: string, fact: Fact<T>, spell: (value: T) => string = String): FactLine {
  const { kind: state, at } = fact;
  if (fact.kind === 'unknown') return { title, text: `unknown: ${fact.because}`, state, at };
  if (fact.kind === 'notApplicable') return { title, text: fact.because, state, at };
  const value = fact.sensitive === true ? '••••••' : spell(fact.value);
  return { title, text: fact.kind === 'default' ? `${value} (default)` : value, state, at };
}
