import { access } from './access';
import { choose, derived, truthOf } from './choice';
import type { Content, Evaluated, Lazy, ListContent, ObjectContent, Step, Written } from './content';
import { contained, Later, partOf, scalar } from './content';
import type { DataFile, Environment } from './environment';
import { dataScope, localOf, withLocal, withLocals } from './environment';
import { at, passed, stepAt } from './evaluated';
import { limits } from './evaluation';
import type {
  Access, ArrayExpression, Call, Conditional, Expression, For, Interpolation, ObjectEntry, ObjectExpression, Reference,
} from './expression';
import { functionNamed, isComputing } from './functions/table';
import { underived } from './functions/function-call';
import { joinText, spell } from './functions/text';
import { Merge } from './merge';
import { home } from './place';

/**
 * Evaluates an expression as far as it can be told without deploying. Never throws, and ends soon for whatever
 * somebody wrote: past the limits values are unknown.
 */
export function evaluate(expression: Expression, environment: Environment): Evaluated {
  const { evaluation } = environment.scope;
  const tooDeep = evaluation.depth >= limits.depth;
  if (tooDeep || !evaluation.spend()) {
    const because = tooDeep ? 'the expression is nested too deeply' : 'the template takes too long to be computed';
    return at(expression, environment, evaluation.opaque(because));
  }
  evaluation.depth += 1;
  const result = evaluateKind(expression, environment);
  evaluation.depth -= 1;
  return result;
}

function evaluateKind(expression: Expression, environment: Environment): Evaluated {
  const { evaluation } = environment.scope;
  switch (expression.kind) {
    case 'literal':
      return at(expression, environment, scalar(expression.value));
    case 'object':
      return at(expression, environment, objectOf(expression, environment));
    case 'array':
      return at(expression, environment, listOf(expression, environment));
    case 'interpolation':
      return interpolate(expression, environment);
    case 'reference':
      return refer(expression, environment);
    case 'access':
      return accessed(expression, environment);
    case 'call':
      return call(expression, environment);
    case 'conditional':
      return conditional(expression, environment);
    case 'for':
      return at(expression, environment, loop(expression, environment));
    case 'lambda':
      return at(expression, environment, { kind: 'lambda', lambda: expression, environment });
    case 'missing':
      return at(expression, environment, evaluation.opaque(expression.because));
  }
}

/** Evaluates an expression when somebody asks for it. */
export function evaluateLater(expression: Expression, environment: Environment): Lazy {
  return new LaterExpression(expression, environment);
}

class LaterExpression extends Later {
  constructor(
    private readonly expression: Expression,
    protected readonly environment: Environment,
  ) {
    super();
  }

  protected compute(): Evaluated {
    return evaluate(this.expression, this.environment);
  }

  protected whenCyclic(): Evaluated {
    const { expression, environment } = this;
    return at(expression, environment, environment.scope.evaluation.opaque('the value refers to itself'));
  }
}

class LaterMember extends LaterExpression {
  constructor(
    private readonly entry: ObjectEntry,
    private readonly owner: ObjectExpression,
    environment: Environment,
  ) {
    super(entry.value, environment);
  }

  get written(): Written {
    const { entry, owner } = this;
    return { source: this.environment.scope.source, entry, owner };
  }
}

function objectOf(object: ObjectExpression, environment: Environment): ObjectContent {
  const { evaluation } = environment.scope;
  if (object.members.every(isNamed)) {
    const members = new Map<string, Lazy>();
    for (const entry of object.members) members.set(entry.key, new LaterMember(entry, object, environment));
    return { kind: 'object', members, further: undefined };
  }
  const merge = new Merge(evaluation, stepAt(object, environment), false);
  for (const member of object.members) {
    if (member.kind === 'spread') {
      merge.add(evaluate(member.expression, environment).content);
      continue;
    }
    const key = typeof member.key === 'string' ? scalar(member.key) : evaluate(member.key, environment).content;
    if (key.kind === 'scalar') merge.set(String(key.value), new LaterMember(member, object, environment));
    else merge.open(derived(evaluation, 'key', [key]));
  }
  return merge.result();
}

function isNamed(member: ObjectExpression['members'][number]): member is ObjectEntry & { readonly key: string } {
  return member.kind === 'entry' && typeof member.key === 'string';
}

function listOf(array: ArrayExpression, environment: Environment): Content {
  const { evaluation } = environment.scope;
  const items: Lazy[] = [];
  for (const item of array.items) {
    if (item.kind !== 'spread') {
      items.push(evaluateLater(item, environment));
      continue;
    }
    const { content } = evaluate(item.expression, environment);
    if (content.kind !== 'list') return derived(evaluation, 'spread', [content]);
    for (const one of content.items) items.push(one);
    if (items.length > limits.items) return evaluation.opaque(`the list has more than ${limits.items} items`);
  }
  return { kind: 'list', items } satisfies ListContent;
}

function interpolate(expression: Interpolation, environment: Environment): Evaluated {
  const { evaluation } = environment.scope;
  const [only, ...others] = expression.parts.map((part) => evaluate(part, environment));
  if (only === undefined) return at(expression, environment, scalar(''));
  const isText = only.content.kind === 'text' || (only.content.kind === 'scalar' && typeof only.content.value === 'string');
  if (others.length === 0 && isText) return passed(only, expression, environment);
  const content = joinText([only, ...others].flatMap((part) => spell({ evaluation }, part.content)));
  return { content, from: stepAt(expression, environment) };
}

function refer(expression: Reference, environment: Environment): Evaluated {
  const { name, to } = expression;
  const { scope } = environment;
  const found =
    to === 'local' ? localOf(environment, name)
    : to === 'parameter' ? scope.parameter(name)
    : to === 'variable' ? scope.variable(name)
    : to === 'import' ? scope.imported?.(name)
    : scope.symbol(name);
  if (found !== undefined) return passed(found.force(), expression, environment);
  return at(expression, environment, scope.evaluation.opaque(to === 'import' ? `${name} is imported from a file that is not read` : `${name} is not declared`));
}

function accessed(expression: Access, environment: Environment): Evaluated {
  const target = evaluate(expression.target, environment);
  const key = expression.key.kind === 'literal' ? scalar(expression.key.value) : evaluate(expression.key, environment).content;
  const { safe, fromEnd } = expression;
  const result = access(environment.scope.evaluation, target.content, { content: key, safe, fromEnd });
  if (!('kind' in result)) return passed(partOf(target.from, result), expression, environment);
  // What has no value keeps the way to the parameter or variable that should have given it.
  return passed({ content: result, from: target.from }, expression, environment, true);
}

function conditional(expression: Conditional, environment: Environment): Evaluated {
  const { evaluation } = environment.scope;
  const condition = evaluate(expression.condition, environment).content;
  const isTrue = truthOf(condition);
  if (isTrue !== undefined) {
    const branch = isTrue ? expression.whenTrue : expression.whenFalse;
    return passed(evaluate(branch, environment), expression, environment, true);
  }
  const branches = [expression.whenTrue, expression.whenFalse].map((branch) => evaluate(branch, environment).content);
  const because = derived(evaluation, 'condition', [condition]);
  return at(expression, environment, choose(evaluation, because, branches, 'if'));
}

function loop({ loop: { collection, item, index, filter }, body }: For, environment: Environment): Content {
  const { evaluation } = environment.scope;
  const { content, from } = evaluate(collection, environment);
  if (content.kind !== 'list') return derived(evaluation, 'for', [content]);
  if (content.items.length > limits.items) return evaluation.opaque(`the loop is over more than ${limits.items} items`);
  const items: Lazy[] = [];
  for (const [place, value] of content.items.entries()) {
    let inner = withLocal(environment, item, { force: () => partOf(from, value.force()) });
    if (index !== undefined) inner = withLocal(inner, index, contained(scalar(place), from));
    const kept = filter === undefined ? undefined : evaluate(filter, inner).content;
    if (kept !== undefined && kept.kind !== 'scalar') return derived(evaluation, 'filter', [kept]);
    if (kept === undefined || kept.value === true) items.push(evaluateLater(body, inner));
  }
  return { kind: 'list', items };
}

/** The namespaces of the language itself. */
const builtIn: ReadonlySet<string | undefined> = new Set([undefined, 'az', 'sys']);

function call(expression: Call, environment: Environment): Evaluated {
  const { scope } = environment;
  const { evaluation } = scope;
  const { name, namespace } = expression;
  const lower = name.toLowerCase();
  const given = expression.arguments.map((one) => evaluateLater(one, environment));
  const from = stepAt(expression, environment);
  const own = scope.functions.find((one) => one.namespace?.toLowerCase() === namespace?.toLowerCase() && one.name.toLowerCase() === lower);
  const declared = own === undefined ? scope.importedFunction?.(namespace, name) : { declaration: own, scope };
  if (declared !== undefined) {
    const { body, parameters } = declared.declaration;
    const result = evaluate(body, withLocals({ scope: declared.scope, locals: undefined }, parameters, given, from));
    return passed(result, expression, environment, true);
  }
  const [first] = given;
  const state = lower === 'reference' && first !== undefined ? scope.deploymentState?.(first.force().content) : undefined;
  if (state !== undefined) return passed(state.force(), expression, environment);
  const found = builtIn.has(namespace) ? functionNamed(name) : undefined;
  const whole = {
    name: lower, evaluation, from, arguments: given,
    apply: (closure: Content, values: readonly Lazy[]) => apply(closure, values, from, environment),
    place: scope.place ?? home(evaluation),
    load: scope.load,
    list: scope.list,
    evaluate: (file: DataFile, data: Expression) => evaluate(data, { scope: dataScope(file, evaluation), locals: undefined }),
  };
  if (found === undefined) return { content: underived(whole, `the function ${name} is not known`), from };
  const result = found(whole) ?? underived(whole);
  return 'kind' in result ? { content: result, from } : passed(result, expression, environment, isComputing(name) ? true : undefined);
}

function apply(closure: Content, values: readonly Lazy[], from: Step, { scope }: Environment): Evaluated {
  if (closure.kind !== 'lambda') return { content: scope.evaluation.opaque('no function is given'), from };
  const { lambda, environment } = closure;
  return evaluate(lambda.body, withLocals(environment, lambda.parameters, values, from));
}
