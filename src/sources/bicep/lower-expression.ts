import type { Span } from '../program';
import type * as shared from '../template/expression';
import { meaningOf, withLocals, type Scope } from './scope';
import {
  keyText, type BinaryOperator, type CallExpression, type Expression, type ForExpression, type Identifier, type InterpolatedString, type MemberCall, type ObjectLiteral, type Property, type Spread, type UnaryExpression,
} from './expression-syntax';

type Kinds = Exclude<BinaryOperator, '!=' | '!~'>;

const functions: Readonly<Record<Kinds, string>> = {
  '??': 'coalesce', '||': 'or', '&&': 'and', '==': 'equals', '=~': 'equalsInsensitive',
  '<': 'less', '<=': 'lessOrEquals', '>': 'greater', '>=': 'greaterOrEquals',
  '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'mod',
};

const incomplete = 'the code is not complete';

export function missing({ start, end }: Span, because: string): shared.Missing {
  return { kind: 'missing', start, end, because };
}

/** Operators are called in the namespace that no declared function can take over. */
export function operation({ start, end }: Span, name: string, ...operands: readonly shared.Expression[]): shared.Call {
  return { kind: 'call', start, end, name, namespace: 'sys', arguments: operands };
}

/** Turns an expression of Bicep's tree into one of the shared language. Names mean what they mean in `scope`. */
export function lowerExpression(expression: Expression, scope: Scope): shared.Expression {
  const { start, end } = expression;
  switch (expression.kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return { kind: 'literal', start, end, value: expression.value };
    case 'null':
      return { kind: 'literal', start, end, value: null };
    case 'interpolation':
      return lowerInterpolation(expression, scope);
    case 'name':
      return lowerName(expression.text, expression, scope);
    case 'object':
      return lowerObject(expression, scope);
    case 'array': {
      const items = expression.items.map((item) => (item.kind === 'spread' ? lowerSpread(item, scope) : lowerExpression(item, scope)));
      return { kind: 'array', start, end, close: expression.close, items };
    }
    case 'for':
      return lowerFor(expression, scope);
    case 'if':
      return missing(expression, 'a condition can only stand before the body of a resource or module');
    case 'call':
      if (expression.name.text === 'nameof') return lowerNameOf(expression, scope);
      return { kind: 'call', start, end, name: expression.name.text, arguments: lowerAll(expression.arguments, scope) };
    case 'member-call':
      return lowerMemberCall(expression, scope);
    case 'property-access': {
      const { name, safe } = expression;
      if (name.text === '') return missing(expression, incomplete);
      const target = lowerExpression(expression.target, scope);
      return { kind: 'access', start, end, target, key: text(name), safe: safe || isSafe(expression.target, target), fromEnd: false };
    }
    case 'index-access': {
      const target = lowerExpression(expression.target, scope);
      const key = lowerExpression(expression.index, scope);
      return { kind: 'access', start, end, target, key, safe: expression.safe || isSafe(expression.target, target), fromEnd: expression.fromEnd };
    }
    case 'resource-access': {
      const target = lowerExpression(expression.target, scope);
      const name = target.kind === 'reference' && target.to === 'symbol' ? `${target.name}::${expression.name.text}` : undefined;
      return lowerName(name ?? expression.name.text, expression, scope);
    }
    case 'non-null':
      return lowerExpression(expression.operand, scope);
    case 'parenthesized':
      return lowerExpression(expression.expression, scope);
    case 'unary':
      return lowerUnary(expression, scope);
    case 'binary': {
      const left = lowerExpression(expression.left, scope);
      const right = lowerExpression(expression.right, scope);
      const { operator } = expression;
      if (operator === '!=') return operation(expression, 'not', operation(expression, 'equals', left, right));
      if (operator === '!~') return operation(expression, 'not', operation(expression, 'equalsInsensitive', left, right));
      return operation(expression, functions[operator], left, right);
    }
    case 'ternary': {
      const condition = lowerExpression(expression.condition, scope);
      const whenTrue = lowerExpression(expression.whenTrue, scope);
      return { kind: 'conditional', start, end, condition, whenTrue, whenFalse: lowerExpression(expression.whenFalse, scope) };
    }
    case 'lambda': {
      const parameters = expression.parameters.map((parameter) => parameter.text);
      return { kind: 'lambda', start, end, parameters, body: lowerExpression(expression.body, withLocals(parameters, scope)) };
    }
    case 'missing':
      return missing(expression, incomplete);
  }
}

/**
 * Behind a safe access the whole rest of the chain is safe: a.?b.c is null where there is no b, or no c in it. A pair of
 * parentheses or a `!` ends that.
 */
function isSafe({ kind }: Expression, lowered: shared.Expression): boolean {
  return (kind === 'property-access' || kind === 'index-access') && lowered.kind === 'access' && lowered.safe;
}

/** The function `nameof` gives the last name of what it is called with, which is not evaluated. */
function lowerNameOf({ start, end, arguments: [of] }: CallExpression, scope: Scope): shared.Expression {
  const name =
    of?.kind === 'name' ? of.text
    : of?.kind === 'property-access' || of?.kind === 'resource-access' ? of.name.text
    : of?.kind === 'index-access' && of.index.kind === 'string' ? of.index.value
    : undefined;
  if (name === undefined) return { kind: 'call', start, end, name: 'nameof', arguments: of === undefined ? [] : [lowerExpression(of, scope)] };
  return { kind: 'literal', start, end, value: name };
}

function lowerAll(expressions: readonly Expression[], scope: Scope): shared.Expression[] {
  return expressions.map((expression) => lowerExpression(expression, scope));
}

function text({ start, end, text: value }: Identifier): shared.Literal {
  return { kind: 'literal', start, end, value };
}

function lowerName(name: string, at: Span, scope: Scope): shared.Expression {
  const meaning = meaningOf(name, scope);
  if (meaning === undefined) return missing(at, name === '' ? incomplete : `${name} is not declared`);
  if (meaning.to === 'import') return { kind: 'reference', start: at.start, end: at.end, to: 'import', name };
  return { kind: 'reference', start: at.start, end: at.end, to: meaning.to, name: meaning.name };
}

function lowerInterpolation({ start, end, parts, expressions }: InterpolatedString, scope: Scope): shared.Interpolation {
  const lowered: shared.Expression[] = [];
  parts.forEach((part, index) => {
    if (part.value !== '') lowered.push({ kind: 'literal', start: part.start, end: part.end, value: part.value });
    const expression = expressions[index];
    if (expression !== undefined) lowered.push(lowerExpression(expression, scope));
  });
  return { kind: 'interpolation', start, end, parts: lowered };
}

/** Turns an object into one of the shared language. @param omit the names of properties that are left out. */
export function lowerObject(object: ObjectLiteral, scope: Scope, omit?: ReadonlySet<string>): shared.ObjectExpression {
  const members: (shared.ObjectEntry | shared.Spread)[] = [];
  for (const member of object.members) {
    if (member.kind === 'spread') members.push(lowerSpread(member, scope));
    else if (omit?.has(keyText(member.key) ?? '') !== true) members.push(lowerProperty(member, scope));
  }
  return { kind: 'object', start: object.start, end: object.end, close: object.close, members };
}

function lowerProperty({ start, end, key, value }: Property, scope: Scope): shared.ObjectEntry {
  return {
    kind: 'entry', start, end,
    key: keyText(key) ?? lowerExpression(key, scope),
    keySpan: { start: key.start, end: key.end },
    value: lowerExpression(value, scope),
  };
}

function lowerSpread({ start, end, expression }: Spread, scope: Scope): shared.Spread {
  return { kind: 'spread', start, end, expression: lowerExpression(expression, scope) };
}

/** The loop of a `for`, and the scope of its body. A filter may use the loop's variables. */
export function lowerLoop({ item, index, collection, body }: ForExpression, scope: Scope): { loop: shared.Loop; inner: Scope; body: Expression } {
  const inner = withLocals(index === undefined ? [item.text] : [item.text, index.text], scope);
  const filter = body.kind === 'if' ? lowerExpression(body.condition, inner) : undefined;
  const loop: shared.Loop = {
    collection: lowerExpression(collection, scope),
    item: item.text,
    ...(index === undefined ? {} : { index: index.text }),
    ...(filter === undefined ? {} : { filter }),
  };
  return { loop, inner, body: body.kind === 'if' ? body.body : body };
}

function lowerFor(expression: ForExpression, scope: Scope): shared.For {
  const { loop, inner, body } = lowerLoop(expression, scope);
  return { kind: 'for', start: expression.start, end: expression.end, loop, body: lowerExpression(body, inner) };
}

/**
 * `az.f()` and `sys.f()` name a namespace, `types.f()` an import of all of a file. On anything else it is a function
 * of the resource, which takes the resource first: no declared function can stand in its way.
 */
function lowerMemberCall(expression: MemberCall, scope: Scope): shared.Call {
  const { start, end, target, name } = expression;
  const call = { kind: 'call', start, end, name: name.text } as const;
  const found = lowerAll(expression.arguments, scope);
  if (target.kind === 'name') {
    const meaning = meaningOf(target.text, scope);
    const namespace = meaning === undefined ? target.text === 'az' || target.text === 'sys' : meaning.to === 'import';
    if (namespace) return { ...call, namespace: target.text, arguments: found };
  }
  return { ...call, namespace: 'az', arguments: [lowerExpression(target, scope), ...found] };
}

function lowerUnary(expression: UnaryExpression, scope: Scope): shared.Expression {
  const { start, end, operator } = expression;
  const operand = lowerExpression(expression.operand, scope);
  if (operator === '!') return operation(expression, 'not', operand);
  if (operator === '+') return operand;
  if (operand.kind === 'literal' && typeof operand.value === 'number') {
    return { kind: 'literal', start, end, value: operand.value === 0 ? 0 : -operand.value };
  }
  return operation(expression, 'sub', { kind: 'literal', start, end: start, value: 0 }, operand);
}
