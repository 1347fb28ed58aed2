import type { Lazy } from './content';
import type { Copies } from './copies';
import { copiesOf } from './copies';
import type { Environment } from './environment';
import { evaluate, evaluateLater } from './evaluate';
import type { Expression } from './expression';
import type { DeployedTemplate, Group, ResourceInstance } from './instance';
import type { ResourceDeclaration } from './template';

/** Lists the resources that a declaration stands for. */
export function expandResource(deployed: DeployedTemplate, declaration: ResourceDeclaration): Group<ResourceInstance> {
  const { loop, parent, parentIndex } = declaration;
  const around = parent !== undefined && loop === undefined && parentIndex === undefined ? deployed.resourcesOf(parent) : undefined;
  if (around?.isLoop !== true) {
    const copies = copiesOf(declaration, deployed.environment);
    return { ...instances(deployed, declaration, copies), isLoop: loop !== undefined };
  }
  // A resource that is written inside a looped one is deployed with each of them.
  const groups = around.items.map((outer) => instances(deployed, declaration, copiesOf(declaration, outer.environment), outer));
  return { items: groups.flatMap(({ items }) => items), open: groups.find(({ open }) => open !== undefined)?.open ?? around.open, isLoop: true };
}

function instances(
  deployed: DeployedTemplate, declaration: ResourceDeclaration, copies: Copies, outer?: ResourceInstance,
): Omit<Group<ResourceInstance>, 'isLoop'> {
  const { evaluation, template, caller } = deployed;
  const { symbol, resourceName, body } = declaration;
  const items: ResourceInstance[] = [];
  for (const copy of copies.items) {
    // What is written once in the file that is deployed is never more than the text holds; loops and modules multiply.
    const multiplies = copy.index !== undefined || outer?.index !== undefined || caller.path !== '';
    if (multiplies && !evaluation.addInstance()) return { items, open: evaluation.opaque('the template deploys too many resources to be read') };
    const { environment, conditions } = copy;
    const parent = outer ?? parentOf(deployed, declaration, environment);
    if (parent === 'absent') continue;
    const index = copy.index ?? outer?.index;
    items.push({
      key: `${template.file}#${caller.path}${symbol}${index === undefined ? '' : `[${index}]`}`,
      declaration, deployed, environment, index, parent,
      conditions: [...caller.conditions, ...conditions],
      repeated: copies.open ?? outer?.repeated,
      name: written(resourceName, environment, declaration),
      body: written(body, environment, declaration),
    });
  }
  return { items, open: copies.open };
}

function written(expression: Expression | undefined, environment: Environment, { symbolSpan }: ResourceDeclaration): Lazy {
  return evaluateLater(expression ?? { kind: 'missing', because: 'the resource is not completely written', ...symbolSpan }, environment);
}

/** Finds the parent that a resource names. Below one that is not deployed nothing is. */
function parentOf(
  deployed: DeployedTemplate, { parent, parentIndex }: ResourceDeclaration, environment: Environment,
): ResourceInstance | 'absent' | undefined {
  const group = parent === undefined ? undefined : deployed.resourcesOf(parent);
  if (group === undefined) return undefined;
  const { items, open } = group;
  if (items.length === 0) return open === undefined ? 'absent' : undefined;
  if (parentIndex === undefined) return items.length === 1 ? items[0] : undefined;
  const { content } = evaluate(parentIndex, environment);
  if (open !== undefined) return items[0];
  if (content.kind !== 'scalar') return undefined;
  const index = content.value;
  const guess = typeof index === 'number' ? items[index] : undefined;
  return guess?.index === index ? guess : (items.find((item) => item.index === index) ?? 'absent');
}

