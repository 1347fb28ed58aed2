import type { Expression, ObjectEntry, ObjectExpression } from '../template/expression';
import type { ModuleDeclaration, Template } from '../template/template';
import { type Member, memberOf, membersOf, type Node, nodeAt, spanOf, textOf } from './json-node';
import type { Reading } from './names';
import { type Deployments, plainText, readFrame, type Surroundings, type WrittenResource } from './resources';
import { missing, propertyCopies, readValue } from './value';

/** How the template of a nested deployment is read by itself: with its own parameters and variables. */
type ReadTemplate = (node: Node, reading: Reading) => Template;

/** Whether a resource deploys another template. */
export function isDeployment(node: Node): boolean {
  return textOf(nodeAt(node, 'type'))?.toLowerCase() === 'microsoft.resources/deployments';
}

/** Whether expressions of the template inside are those of the template around it; so it is unless somebody says else. */
export function hasOuterScope(node: Node): boolean {
  const scope = textOf(nodeAt(node, 'properties', 'expressionEvaluationOptions', 'scope'));
  return nodeAt(node, 'properties', 'template')?.type === 'object' && scope?.toLowerCase() !== 'inner';
}

/** Where a deployment goes, as a call of the function that says so; nothing where it goes where the template around it goes. */
function deploymentScope(node: Node, reading: Reading): Expression | undefined {
  const [scope, group, subscription] = ['scope', 'resourceGroup', 'subscriptionId'].map((name) => memberOf(node, name));
  if (scope !== undefined) return readValue(scope.value, scope, reading);
  const [first, second] = [subscription, group].flatMap((member) => (member === undefined ? [] : [readValue(member.value, member, reading)]));
  if (first === undefined) return undefined;
  const name = group === undefined ? 'subscription' : 'resourceGroup';
  return { kind: 'call', start: first.start, end: first.end, name, namespace: 'sys', arguments: second === undefined ? [first] : [first, second] };
}

/** What a deployment of outer scope means for the resources of its template. */
export function surroundingsWithin(
  written: WrittenResource, surroundings: Surroundings, reading: Reading,
): { surroundings: Surroundings; reading: Reading } {
  const { condition, loop, symbol, reading: inner } = readFrame(written, surroundings, reading);
  const scope = deploymentScope(written.node, inner) ?? surroundings.scope;
  return { surroundings: { prefix: `${symbol}/`, condition, loop, scope, parent: undefined, inOuterScope: true }, reading: inner };
}

/**
 * Reads the values of { name: { value } }, as deployments and parameters files give them. A value from a key vault
 * is not in the file.
 */
export function readArguments(node: Node | undefined, reading: Reading): ObjectEntry[] {
  return membersOf(node).map((member) => {
    const { start, end, name, key, value } = member;
    return { kind: 'entry', start, end, key: name, keySpan: spanOf(key), value: readArgument(member, value, reading) };
  });
}

function readArgument(member: Member, node: Node | undefined, reading: Reading): Expression {
  if (memberOf(node, 'reference') !== undefined) return missing(spanOf(node ?? member.key), 'its value is kept in a key vault');
  if (node?.type === 'string') return valueOf(readValue(node, member, reading));
  const given = memberOf(node, 'value');
  const looped = given === undefined && reading.expressions ? propertyCopies(memberOf(node, 'copy')?.value, reading) : undefined;
  return looped?.find(({ key }) => key === 'value')?.value ?? readValue(given?.value, given ?? member, reading);
}

/** The value of an argument that is computed as a whole, such as if(…, createObject('value', 1), createObject('value', 2)). */
function valueOf(argument: Expression): Expression {
  const { kind, start, end } = argument;
  if (kind === 'conditional') return { ...argument, whenTrue: valueOf(argument.whenTrue), whenFalse: valueOf(argument.whenFalse) };
  if (kind === 'call' && argument.name.toLowerCase() === 'createobject' && argument.arguments.length === 2) {
    const [name, value] = argument.arguments;
    if (name?.kind === 'literal' && name.value === 'value' && value !== undefined) return value;
  }
  return { kind: 'access', start, end, target: argument, key: { kind: 'literal', start, end: start, value: 'value' }, safe: true, fromEnd: false };
}

function argumentsOf(node: Node, reading: Reading): ObjectExpression | undefined {
  const given = nodeAt(node, 'properties', 'parameters');
  if (given?.type !== 'object') return undefined;
  // Without a closing bracket nothing is added to it: an argument needs an object of its own around it.
  return { kind: 'object', ...spanOf(given), close: undefined, members: readArguments(given, reading) };
}

/**
 * What a deployment's link refers to: a relative path, an address, or the id of a template spec, which is told from a
 * path as Bicep does it. Undefined where it is computed.
 */
function referenceOf(target: Node | undefined, reading: Reading): string | undefined {
  const written = plainText(target, reading);
  return written?.startsWith('/subscriptions/') === true ? `ts:${written}` : written;
}

/** Reads a deployment whose template is another file, or one of its own scope. */
export function readModule(
  written: WrittenResource, surroundings: Surroundings, reading: Reading, readTemplate: ReadTemplate, into: Deployments,
): void {
  const { node } = written;
  const { reading: inner, ...frame } = readFrame(written, surroundings, reading);
  const template = nodeAt(node, 'properties', 'template');
  const link = nodeAt(node, 'properties', 'templateLink');
  const target = ['relativePath', 'uri', 'id'].map((name) => nodeAt(link, name)).find((found) => textOf(found) !== undefined);
  const module: ModuleDeclaration = {
    kind: 'module',
    ...frame,
    reference: referenceOf(target, reading),
    referenceSpan: spanOf(target ?? template ?? link ?? node),
    scope: deploymentScope(node, inner) ?? surroundings.scope,
    template: template?.type === 'object' ? readTemplate(template, { ...inner, within: `${inner.within ?? ''}${written.symbol}>` }) : undefined,
    arguments: argumentsOf(node, inner),
  };
  into.modules.push(module);
}
