import { derived } from './choice';
import type { Content, Evaluated, Lazy, Opaque, Step } from './content';
import { named, nothing } from './content';
import type { Environment } from './environment';
import { evaluate } from './evaluate';
import type { Evaluation } from './evaluation';
import { limits } from './evaluation';
import { identityOf } from './identity';
import type { ParameterDeclaration } from './template';

/** Keeps a value secret, whatever it is. */
export function secret(evaluation: Evaluation, content: Content, because: string): Opaque {
  if (content.kind === 'unknown') return content.sensitive ? content : { ...content, sensitive: true };
  if (content.kind === 'text') return { ...derived(evaluation, 'secret', [content]), sensitive: true };
  return evaluation.opaque(because, `secret ${identityOf(evaluation, content)}`, { oneOf: [content], sensitive: true });
}

function allowedBy({ allowed }: ParameterDeclaration, environment: Environment): readonly Content[] | undefined {
  const content = allowed === undefined ? undefined : evaluate(allowed, environment).content;
  if (content?.kind !== 'list' || content.items.length === 0) return undefined;
  return content.items.map((item) => item.force().content);
}

/**
 * Evaluates a parameter: what its caller gives, else its default, else nothing is known but the values that are
 * allowed. @param given by the caller or a parameters file. @param key the same for the same parameter only.
 */
export function parameterValue(declaration: ParameterDeclaration, given: Lazy | undefined, environment: Environment, key: string): Evaluated {
  const { evaluation } = environment.scope;
  const allowed = allowedBy(declaration, environment);
  const value = givenOrDefault(given?.force(), declaration, environment, key);
  const { content } = value;
  const oneOf = allowed !== undefined && allowed.length <= limits.options ? allowed : undefined;
  const limited = content.kind === 'unknown' && content.oneOf === undefined && oneOf !== undefined ? { ...content, oneOf } : content;
  const because = `the value of the secure parameter ${declaration.name} is kept secret`;
  return {
    content: declaration.secure ? secret(evaluation, limited, because) : limited,
    from: allowed === undefined ? value.from : { ...value.from, allowed },
  };
}

/** Null stands for the default where there is one. */
function givenOrDefault(given: Evaluated | undefined, declaration: ParameterDeclaration, environment: Environment, key: string): Evaluated {
  const isNull = given?.content.kind === 'scalar' && given.content.value === null;
  if (given !== undefined && !(isNull && declaration.default !== undefined)) return given;
  return defaultOf(declaration, environment, key);
}

/** Evaluates what a parameter is where nobody gives it a value. */
export function defaultOf(declaration: ParameterDeclaration, environment: Environment, key: string): Evaluated {
  const { scope } = environment;
  const { name, nameSpan } = declaration;
  if (declaration.default !== undefined) {
    return named(evaluate(declaration.default, environment), `default of the parameter ${name}`);
  }
  const because = `the parameter ${name} has no value`;
  const from: Step = { source: scope.source, expression: { kind: 'missing', because, ...nameSpan }, role: `parameter ${name}` };
  return { content: declaration.nullable ? nothing : scope.evaluation.opaque(because, key), from };
}
