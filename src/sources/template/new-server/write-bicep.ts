import type { Json } from '../../../model/value';
import { writeKey, writeString, writeValue } from '../../bicep/write-value';
import type { NewParameter, NewResource, NewServer, Part } from './secure-server';
import { isComputed } from './secure-server';

const unit = '  ';

function write(part: Part, indentation: string): string {
  if (isComputed(part)) return part.bicep;
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return writeValue(part as Json, { newline: '\n', indentation, unit });
  return ['{', ...members(part as { readonly [key: string]: Part }, indentation + unit), `${indentation}}`].join('\n');
}

function members(parts: { readonly [key: string]: Part }, indentation: string): string[] {
  return Object.entries(parts).map(([key, value]) => `${indentation}${writeKey(key)}: ${write(value, indentation)}`);
}

function writeParameter({ name, description, default: value, allowed }: NewParameter): string {
  return [
    `@description(${writeString(description)})`,
    ...(allowed === undefined ? [] : ['@allowed([', ...allowed.map((one) => unit + writeString(one)), '])']),
    `param ${name} string${value === undefined ? '' : ` = ${write(value, '')}`}`,
  ].join('\n');
}

function writeResource({ symbol, type, name, comment, body, each, after }: NewResource, { server, type: parentType, apiVersion }: NewServer): string {
  const isChild = symbol !== server.symbol;
  const all: { readonly [key: string]: Part } = {
    ...(isChild ? { parent: { bicep: server.symbol, arm: '' } } : {}),
    name,
    ...body,
  };
  const dependencies = after.length === 0 ? [] : [`${unit}dependsOn: [`, ...after.map((one) => unit + unit + one), `${unit}]`];
  const open = each === undefined ? '{' : `[for setting in ${each}: {`;
  return [
    `// ${comment}`,
    ...(each === undefined ? [] : ['@batchSize(1)']),
    `resource ${symbol} '${isChild ? `${parentType}/${type}` : type}@${apiVersion}' = ${open}`,
    ...members(all, unit),
    ...dependencies,
    each === undefined ? '}' : '}]',
  ].join('\n');
}

/** Writes a server as Bicep. @param has whether the file has a parameter already. */
export function writeBicepServer(server: NewServer, has: (parameter: NewParameter) => boolean): string {
  const { name, items } = server.variable;
  const settings = items.map((one) => `${unit}{ name: ${writeString(one.name)}, value: ${writeString(one.value)} }`);
  return [
    ...server.parameters.filter((parameter) => !has(parameter)).map(writeParameter),
    ['// What PostgreSQL is told beside its defaults.', `var ${name} = [`, ...settings, ']'].join('\n'),
    ...[server.server, ...server.children].map((resource) => writeResource(resource, server)),
    `output ${server.output.name} string = ${server.output.value.bicep}`,
    '',
  ].join('\n\n').replace(/\n\n$/, '\n');
}
