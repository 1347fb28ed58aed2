import { inResource } from '../model/address';
import type { Effect } from '../model/fix';
import type { Kind } from '../model/resource';
import type { Context, Rule, RuleMeta } from '../model/rule';
import type { Judgement } from '../model/verdict';
import { holds, judgeFact, notApplicable } from '../model/verdict';
import { exampleParameters } from './example';
import type { Parameter, ParameterFix } from './parameter';
import { parameterFix, readParameter } from './parameter';

/** One parameter that a rule judges by its value alone. */
interface JudgedParameter {
  readonly parameter: Parameter<string>;
  readonly isRight: (value: string) => boolean;
  /** What is wrong with the value, as a sentence. */
  readonly message: (value: string) => string;
  /** The value that the fix writes. */
  readonly right: string;
  /** A value that fails, for the rule's page. */
  readonly wrong: string;
}

interface ParameterRuleParts extends Omit<RuleMeta, 'appliesTo' | 'surface' | 'examples'> {
  readonly appliesTo?: readonly Kind[];
  readonly judged: readonly JudgedParameter[];
  /** The title of the fix, an imperative. */
  readonly fix: string;
  readonly effect?: Effect;
  /** Parameters that the examples set beside those that are judged. */
  readonly beside?: Readonly<Record<string, string>>;
  /** What the server of the examples sets besides. */
  readonly properties?: readonly string[];
  /** Says why the rule does not apply to a server whatever the values are. */
  readonly except?: (context: Context) => string | undefined;
}

/** A rule on parameters, together with those that it reads. */
export interface ParameterRule extends Rule<unknown> {
  readonly parameters: readonly Parameter<string>[];
}

function judge(one: JudgedParameter, context: Context, cure: Pick<ParameterFix, 'title' | 'effect'>): Judgement[] {
  const { parameter, isRight, message, right } = one;
  return readParameter(context, parameter).map((fact) =>
    judgeFact(fact, (value) => {
      const { at } = fact;
      if (isRight(value)) return holds(at);
      const fix = parameterFix(at, context, { ...cure, name: parameter.name, value: right });
      const why = fact.kind === 'default' && context.snapshot.origin === 'template' ? ' The template leaves it to the default.' : '';
      return { verdict: 'fails', at, message: message(value) + why, ...(fix === undefined ? {} : { fix }) };
    }),
  );
}

/** Makes a rule on parameters that are right or wrong by themselves: a row of a table rather than a file. */
export function parameterRule(parts: ParameterRuleParts): ParameterRule {
  const { judged, fix: title, effect = 'safe', beside = {}, properties, except, appliesTo = ['flexible'], ...meta } = parts;
  const values = (which: 'right' | 'wrong'): Readonly<Record<string, string>> =>
    ({ ...beside, ...Object.fromEntries(judged.map((one) => [one.parameter.name, one[which]])) });
  const kind = appliesTo[0] === 'single' ? 'single' : 'flexible';
  const example = (which: 'right' | 'wrong'): string => exampleParameters(values(which), properties, kind);
  return {
    parameters: judged.map(({ parameter }) => parameter),
    meta: {
      ...meta,
      appliesTo,
      surface: ['template', 'live'],
      examples: { failing: example('wrong'), passing: example('right') },
    },
    judge: (_, context) => {
      const why = except?.(context);
      if (why !== undefined) return [notApplicable(inResource(context.server.resource.key), why)];
      return judged.flatMap((one) => judge(one, context, { title, effect }));
    },
  };
}
