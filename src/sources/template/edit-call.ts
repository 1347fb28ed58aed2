import type { Json } from '../../model/value';
import type { Evaluated, Step } from './content';
import { roleOf, stepsOf } from './content';
import type { DeployedTemplate, ResourceInstance } from './instance';
import { mentionedIn } from './mentions';
import type { PendingEdits, Writing } from './pending-edits';
import { listItem } from './registry-modules/list-item';
import type { NewChild } from './template';

/*
 * Changes of servers that a module of a registry deploys: nobody can write into the module, so that its call is changed.
 */

/** Whether a place that picks a value would still pick that of a parameter, whatever it is: the choice is made by others. */
const passesOn = ({ expression }: Step, parameter: string): boolean =>
  expression.kind === 'conditional' && !mentionedIn(expression.condition, 'parameter').has(parameter);

/** Gives a module a value in place of its own default. */
export function give(pending: PendingEdits, { deployed }: ResourceInstance, { from }: Evaluated, value: Json): boolean {
  const { template } = deployed;
  const steps = stepsOf(from);
  const parameter = [...template.parameters.values()].find((one) => one.default !== undefined && one.default === steps.at(-1)?.expression);
  if (template.registry === undefined || parameter === undefined) return false;
  if (steps.some((step) => step.computed && !passesOn(step, parameter.name))) return false;
  return argue(pending, deployed, parameter.name, value);
}

/** Adds an argument to the call of a module. */
function argue(pending: PendingEdits, { caller: { call } }: DeployedTemplate, name: string, value: Json): boolean {
  const given = call?.module.arguments;
  if (call === undefined || given === undefined) return false;
  pending.note(`call of the module ${call.module.symbol}`);
  const source = call.deployed.template;
  return Array.isArray(value) ? pending.insertItems(source, given, name, value as readonly Json[]) : pending.insert(source, given, name, value);
}

/** Leaves an argument out, where the module then sets nothing in its place. */
export function withdraw({ library, pending }: Writing, { deployed }: ResourceInstance, { from }: Evaluated): boolean {
  const { template, caller: { call } } = deployed;
  const given = call?.module.arguments;
  const steps = stepsOf(from);
  const entry = given?.members.find((member) => member.kind === 'entry' && steps.some(({ expression }) => expression === member.value));
  if (call === undefined || given === undefined || entry?.kind !== 'entry' || typeof entry.key !== 'string') return false;
  const parameter = template.parameters.get(entry.key);
  if (parameter?.nullable !== true || parameter.default !== undefined) return false;
  const source = call.deployed.template;
  pending.note(`call of the module ${call.module.symbol}`);
  return pending.write(library.editing(source).remove(source.text, given, entry));
}

/** Adds a child to the list that the module is given. */
export function addListed(pending: PendingEdits, { deployed }: ResourceInstance, child: NewChild): boolean {
  const made = listItem(deployed.template, child);
  if (made === undefined) return false;
  const list = deployed.caller.given(made.parameter)?.force();
  if (list === undefined) return argue(pending, deployed, made.parameter, [made.item]);
  const steps = stepsOf(list.from);
  const end = steps.at(-1);
  if (end?.expression.kind !== 'array' || steps.some(({ computed }) => computed)) return false;
  pending.note(roleOf(list.from));
  pending.addItem(end.source, end.expression, made.item);
  return true;
}
