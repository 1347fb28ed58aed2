import { addresses } from './addresses';
import { dates } from './dates';
import { deployment } from './deployment';
import { files } from './files';
import type { Functions, TemplateFunction } from './function-call';
import { underived } from './function-call';
import { lambdas } from './lambdas';
import { lists } from './lists';
import { logic } from './logic';
import { numbers } from './numbers';
import { objects } from './objects';
import { text } from './text';

const all: readonly Functions[] = [logic, numbers, text, lists, objects, lambdas, addresses, dates, deployment, files];

const table: ReadonlyMap<string, TemplateFunction> = new Map(all.flatMap((functions) => Object.entries(functions)));

/** Every list… function of a resource gives its keys or other secrets. */
const secrets: TemplateFunction = (call) => ({ ...underived(call, 'keys are read at the deployment'), sensitive: true });

/** Functions that give what is written elsewhere as it is written there, so that it can be changed there. */
const passing: ReadonlySet<string> = new Set(['loadjsoncontent', 'loadyamlcontent', 'any']);

/** Whether a function computes what it gives. */
export const isComputing = (name: string): boolean => !passing.has(name.toLowerCase());

/** Finds a function of Bicep and ARM by its name, which may be written in any case. */
export function functionNamed(name: string): TemplateFunction | undefined {
  const lower = name.toLowerCase();
  return table.get(lower) ?? (/^list[a-z]/.test(lower) ? secrets : undefined);
}
