import type { Address } from './address';
import type { Fact } from './fact';
import type { LayerMeta } from './layer-id';
import type { Kind, Server } from './resource';
import type { Context, Rule, RuleMeta } from './rule';
import type { Judgement } from './verdict';

/** Something beside the server itself that a layer reads: children of a type, for configurations by their names. */
export interface Need {
  /** The full child type; its first part says for which kind of server. */
  readonly type: string;
  /** The names that are wanted, where not all are. */
  readonly names?: readonly string[];
}

/** One line about a server, as people read it. */
export interface FactLine {
  readonly title: string;
  readonly text: string;
  readonly state: Fact<unknown>['kind'];
  readonly at: Address;
}

export interface LayerReport {
  readonly layer: LayerMeta;
  readonly facts: readonly FactLine[];
  /** A few words that sum the facts up when there is nothing to warn of: "TLS 1.2 or newer". */
  readonly text: string;
  readonly judgements: readonly { readonly rule: RuleMeta; readonly judgement: Judgement }[];
}

/** A layer as the engine sees it; its facts stay inside. */
export interface Layer {
  readonly meta: LayerMeta;
  readonly rules: readonly RuleMeta[];
  readonly needs: readonly Need[];
  readonly appliesTo: readonly Kind[];
  readonly check: (context: Context) => LayerReport;
}

interface LayerDefinition<Facts> extends LayerMeta {
  readonly appliesTo: readonly Kind[];
  readonly needs: readonly Need[];
  readonly rules: readonly Rule<Facts>[];
  readonly read: (context: Context) => Facts;
  readonly describe: (facts: Facts, server: Server) => readonly FactLine[];
  readonly text: (facts: Facts, server: Server) => string;
}

/** Makes a layer out of how its facts are read and shown, and of the rules that judge them. */
export function defineLayer<Facts>(definition: LayerDefinition<Facts>): Layer {
  const { appliesTo, needs, rules, read, describe, text, ...meta } = definition;
  return {
    meta,
    appliesTo,
    needs,
    rules: rules.map((rule) => rule.meta),
    check: (context) => {
      const { server, snapshot } = context;
      const facts = read(context);
      const speaking = rules.filter(
        (rule) => rule.meta.appliesTo.includes(server.kind) && rule.meta.surface.includes(snapshot.origin),
      );
      return {
        layer: meta,
        facts: describe(facts, server),
        text: text(facts, server),
        judgements: speaking.flatMap((rule) =>
          rule.judge(facts, context).map((judgement) => ({ rule: rule.meta, judgement })),
        ),
      };
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
