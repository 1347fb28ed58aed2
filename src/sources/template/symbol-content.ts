import type { Content, Evaluated, Lazy, ObjectContent, Opaque, Source } from './content';
import { contained, lazily, named, nothing, scalar } from './content';
import { derived } from './choice';
import type { Evaluation } from './evaluation';
import { resourceIdOf } from './functions/deployment';
import type { DeployedTemplate, Group, ModuleInstance, ResourceInstance } from './instance';
import { fullNameOf } from './instance';
import { placeOf } from './place-of';
import type { ModuleDeclaration, ResourceDeclaration } from './template';

type Declaration = ResourceDeclaration | ModuleDeclaration;

/** What a symbol means as a value: one object, or a list of them where its declaration has a loop. */
export function symbolValue(deployed: DeployedTemplate, declaration: Declaration): Evaluated {
  const { evaluation, source } = deployed;
  const { symbol, symbolSpan } = declaration;
  const expression = { kind: 'missing', because: `${symbol} is no value`, ...symbolSpan } as const;
  const { items, open, isLoop } =
    declaration.kind === 'resource'
      ? contentsOf(deployed.resources(declaration), (one) => resourceContent(evaluation, one, source))
      : contentsOf(deployed.modules(declaration), (one) => moduleContent(evaluation, one, source));
  const from = { source, expression };
  if (open !== undefined) return { content: derived(evaluation, `symbol ${deployed.caller.path}${symbol}`, [open]), from };
  if (isLoop) return { content: { kind: 'list', items: items.map(({ content }) => contained(content, from)) }, from };
  const [only] = items;
  const [doubt] = only?.conditions.filter((condition) => !deployed.caller.conditions.includes(condition)) ?? [];
  if (doubt !== undefined && only?.content.kind === 'object') return { content: { ...only.content, doubt }, from };
  // What is not deployed is null, of which `.?` takes no property.
  return { content: only?.content ?? nothing, from };
}

interface Deployed {
  readonly content: Content;
  readonly conditions: readonly Opaque[];
}

function contentsOf<T extends Pick<ResourceInstance, 'conditions'>>(group: Group<T>, convert: (one: T) => Content): Group<Deployed> {
  const items = group.open === undefined ? group.items : [];
  return { ...group, items: items.map((one) => ({ content: convert(one), conditions: one.conditions })) };
}

/** The name, type and id of a resource are known; its other properties are what Azure says after the deployment. */
function resourceContent(evaluation: Evaluation, instance: ResourceInstance, source: Source): ObjectContent {
  const { declaration, key } = instance;
  const { type, apiVersion, symbol, symbolSpan } = declaration;
  const from = { source, expression: { kind: 'missing', because: `${symbol} is no value`, ...symbolSpan } } as const;
  const unknown = (of: string): Content => evaluation.opaque(`the ${of} of ${symbol} is not written`, `${of} ${key}`);
  const later = (compute: () => Evaluated): Lazy =>
    lazily(compute, () => ({ content: evaluation.opaque(`${symbol} refers to itself`), from }));
  const members: [string, Lazy][] = [
    ['name', later(() => named(instance.name.force(), `name of ${symbol}`))],
    ['type', contained(type === undefined ? unknown('type') : scalar(type), from)],
    ['apiVersion', contained(apiVersion === undefined ? unknown('API version') : scalar(apiVersion), from)],
    ['id', later(() => ({ content: idOf(evaluation, instance), from }))],
  ];
  const because = `the properties of ${symbol} are known only after the deployment`;
  return { kind: 'object', members: new Map(members), further: evaluation.opaque(because, `properties of ${key}`, { refersTo: key }) };
}

function idOf(evaluation: Evaluation, instance: ResourceInstance): Content {
  const { type, symbol } = instance.declaration;
  const place = placeOf(instance);
  if (type === undefined || place === undefined) return evaluation.opaque(`the id of ${symbol} depends on where it is deployed`, `id ${instance.key}`, { refersTo: instance.key });
  return resourceIdOf(evaluation, place, type, fullNameOf(instance));
}

/** What the function `reference` says of a deployment: its outputs, each in an object of its own. */
export function moduleState({ evaluation, source }: DeployedTemplate, module: ModuleInstance): Lazy {
  const { symbol, symbolSpan } = module.declaration;
  const from = { source, expression: { kind: 'missing', because: `${symbol} is no value`, ...symbolSpan } } as const;
  const { target } = module;
  if ('kind' in target) return contained(target, from);
  const outputs = new Map<string, Lazy>();
  for (const name of target.template.outputs.keys()) {
    const output = target.output(name);
    const members = new Map(output === undefined ? [] : [['value', output]]);
    outputs.set(name, contained({ kind: 'object', members, further: undefined }, from));
  }
  const further = evaluation.opaque(`the deployment of ${symbol} is known only when it runs`);
  const content: ObjectContent = { kind: 'object', members: outputs, further: undefined };
  return contained({ kind: 'object', members: new Map([['outputs', contained(content, from)]]), further }, from);
}

function moduleContent(evaluation: Evaluation, { declaration, target }: ModuleInstance, source: Source): Content {
  const { symbol, symbolSpan } = declaration;
  const from = { source, expression: { kind: 'missing', because: `${symbol} is no value`, ...symbolSpan } } as const;
  if ('kind' in target) return target;
  const outputs = new Map<string, Lazy>();
  for (const name of target.template.outputs.keys()) {
    const output = target.output(name);
    if (output !== undefined) outputs.set(name, output);
  }
  const content: ObjectContent = { kind: 'object', members: outputs, further: undefined };
  const further = evaluation.opaque(`the deployment of ${symbol} is known only when it runs`);
  return { kind: 'object', members: new Map([['outputs', contained(content, from)]]), further };
}
