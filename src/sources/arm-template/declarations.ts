import type {
  FunctionDeclaration, OutputDeclaration, ParameterDeclaration, VariableDeclaration,
} from '../template/template';
import { readType } from './declared-type';
import { itemsOf, type Member, membersOf, type Node, nodeAt, spanOf, textOf } from './json-node';
import { type Reading, spellings } from './names';
import { copiedArray, propertyCopies, readValue } from './value';

const declared = (member: Member) => ({ name: member.name, start: member.start, end: member.end, nameSpan: spanOf(member.key) });

function readOptional(node: Node | undefined, reading: Reading) {
  return node === undefined ? undefined : readValue(node, spanOf(node), reading);
}

export function readParameters(root: Node, reading: Reading): Map<string, ParameterDeclaration> {
  const definitions = nodeAt(root, 'definitions');
  return new Map(
    membersOf(nodeAt(root, 'parameters')).map((member) => {
      const initial = readOptional(nodeAt(member.value, 'defaultValue'), reading);
      const { nullable, ...type } = readType(member.value, definitions, reading);
      const parameter: ParameterDeclaration = {
        ...declared(member),
        ...type,
        nullable: initial !== undefined || nullable,
        default: initial,
      };
      return [member.name, parameter];
    }),
  );
}

/** The names of all variables, of which some are made by loops. */
export function variableNames(root: Node): string[] {
  return membersOf(nodeAt(root, 'variables')).flatMap(({ name, value }) =>
    name.toLowerCase() === 'copy'
      ? [name, ...itemsOf(value).map((item) => textOf(nodeAt(item, 'name')) ?? '')]
      : [name],
  );
}

export function readVariables(root: Node, reading: Reading): Map<string, VariableDeclaration> {
  return new Map(
    membersOf(nodeAt(root, 'variables')).flatMap((member): [string, VariableDeclaration][] => {
      const copies = member.name.toLowerCase() === 'copy' ? propertyCopies(member.value, reading) : undefined;
      if (copies === undefined) {
        return [[member.name, { ...declared(member), value: readValue(member.value, member, reading) }]];
      }
      return copies.map(({ start, end, key, keySpan, value }) => {
        const name = typeof key === 'string' ? key : '';
        return [name, { name, start, end, nameSpan: keySpan, value }];
      });
    }),
  );
}

export function readOutputs(root: Node, reading: Reading): Map<string, OutputDeclaration> {
  const definitions = nodeAt(root, 'definitions');
  return new Map(
    membersOf(nodeAt(root, 'outputs')).map((member) => {
      const copy = nodeAt(member.value, 'copy');
      const value =
        copy?.type === 'object'
          ? copiedArray(copy, member.name, reading)
          : readOptional(nodeAt(member.value, 'value'), reading);
      const { type, secure } = readType(member.value, definitions, reading);
      return [member.name, { ...declared(member), type, secure, value }];
    }),
  );
}

function readFunction(member: Member, namespace: string | undefined, reading: Reading): FunctionDeclaration {
  const parameters = itemsOf(nodeAt(member.value, 'parameters')).flatMap((item) => textOf(nodeAt(item, 'name')) ?? []);
  const inner = { ...reading, names: { ...reading.names, functionParameters: spellings(parameters) } };
  const body = readValue(nodeAt(member.value, 'output', 'value'), member, inner);
  return { ...declared(member), namespace, parameters, body };
}

export function readFunctions(root: Node, reading: Reading): FunctionDeclaration[] {
  return itemsOf(nodeAt(root, 'functions')).flatMap((group) => {
    const namespace = textOf(nodeAt(group, 'namespace'));
    return membersOf(nodeAt(group, 'members')).map((member) => readFunction(member, namespace, reading));
  });
}
