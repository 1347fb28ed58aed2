import type { Evaluated, Lazy, ObjectContent, Opaque } from './content';
import { memberOf, named } from './content';
import { copiesOf } from './copies';
import type { Environment } from './environment';
import { evaluate, evaluateLater } from './evaluate';
import { limits } from './evaluation';
import type { DeployedTemplate, Group, ModuleInstance } from './instance';
import { placeOfScope } from './place';
import type { ModuleDeclaration } from './template';

const noArguments: ObjectContent = { kind: 'object', members: new Map(), further: undefined };

/** Lists the deployments that a module stands for. */
export function expandModule(deployed: DeployedTemplate, declaration: ModuleDeclaration): Group<ModuleInstance> {
  const { source, caller } = deployed;
  const copies = copiesOf(declaration, deployed.environment);
  const items = copies.items.map(({ environment, index, conditions }): ModuleInstance => {
    const expression = { kind: 'missing', because: 'no argument is given', ...declaration.referenceSpan } as const;
    const nobody: Evaluated = { content: noArguments, from: { source, expression } };
    const given = declaration.arguments === undefined ? undefined : evaluateLater(declaration.arguments, environment);
    const all = [...caller.conditions, ...conditions];
    const values = (): Evaluated => given?.force() ?? nobody;
    const name = evaluateLater(declaration.resourceName ?? { kind: 'missing', because: 'the deployment has no name', ...declaration.symbolSpan }, environment);
    return { declaration, index, name, conditions: all, arguments: values, target: deploy(deployed, declaration, environment, index, all, values) };
  });
  return { items, open: copies.open, isLoop: declaration.loop !== undefined };
}

function deploy(
  deployed: DeployedTemplate, declaration: ModuleDeclaration, environment: Environment, index: number | undefined, conditions: readonly Opaque[],
  values: () => Evaluated,
): DeployedTemplate | Opaque {
  const { evaluation, library, caller, template } = deployed;
  const target = library.target(template, declaration);
  if ('because' in target) return evaluation.opaque(target.because);
  const { file } = target.template;
  const isNested = declaration.template !== undefined;
  if (!isNested && caller.files.includes(file)) return evaluation.opaque('the module deploys itself');
  if (caller.files.length > limits.modules) return evaluation.opaque('the modules deploy each other too deeply');
  if (!evaluation.addInstance()) return evaluation.opaque('the template deploys too many modules to be read');
  const role = `argument of the module ${declaration.symbol}`;
  const given = (name: string): Lazy | undefined => {
    const { content, from } = values();
    if (content.kind !== 'object') return { force: () => ({ content: evaluation.opaque('the arguments of the module cannot be told'), from }) };
    const found = memberOf(content, name);
    if (found !== undefined) return { force: () => named(found.force(), role, { given: true }) };
    const { further } = content;
    return further === undefined ? undefined : { force: () => ({ content: evaluation.opaque(further.because), from }) };
  };
  const path = `${caller.path}${declaration.symbol}${index === undefined ? '' : `[${index}]`}>`;
  const place = declaration.scope === undefined ? undefined : placeOfScope(evaluation, evaluate(declaration.scope, environment).content);
  return deployed.deploy(target.template, { given, conditions, place: place ?? deployed.place, path, files: [...caller.files, file], call: { module: declaration, deployed } });
}
