import { keptSecret, withoutValue } from '../../model/reasons';
import type { Evaluated, Lazy, Step } from './content';
import { named, nothing } from './content';
import type { Environment } from './environment';
import { evaluate } from './evaluate';
import { secret } from './secret';
import { allowedValues, limitedTo, shapeParts } from './shape';
import type { ParameterDeclaration } from './template';

/**
 * Evaluates a parameter: what its caller gives, else its default, else nothing is known but the values that are
 * allowed. @param given by the caller or a parameters file. @param key the same for the same parameter only.
 */
export function parameterValue(declaration: ParameterDeclaration, given: Lazy | undefined, environment: Environment, key: string): Evaluated {
  const { evaluation } = environment.scope;
  const allowed = allowedValues(declaration, environment);
  const value = givenOrDefault(given?.force(), declaration, environment, key);
  const limited = limitedTo(allowed, value.content);
  const because = keptSecret(declaration.name);
  return {
    content: declaration.secure ? secret(evaluation, limited, because) : shapeParts(limited, value.from, declaration, environment),
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
  const because = withoutValue(name);
  const from: Step = { source: scope.source, expression: { kind: 'missing', because, ...nameSpan }, role: `parameter ${name}` };
  return { content: declaration.nullable ? nothing : scope.evaluation.opaque(because, key), from };
}
