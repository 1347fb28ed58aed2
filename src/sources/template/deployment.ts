import type { Content, Evaluated, Lazy, Source } from './content';
import { lazily, named, stringOf } from './content';
import type { Environment } from './environment';
import { evaluate, evaluateLater } from './evaluate';
import type { Evaluation } from './evaluation';
import { limits } from './evaluation';
import { expandModule } from './expand-module';
import { expandResource } from './expand-resource';
import { resourceIdOf } from './functions/deployment';
import { idKey } from './identity';
import { Imports } from './imports';
import type { Caller, DeployedTemplate, Group, ModuleInstance, ResourceInstance } from './instance';
import type { Library } from './library';
import { secret } from './secret';
import { parameterValue } from './parameter-value';
import type { Span } from '../program';
import type { Place } from './place';
import { home } from './place';
import { moduleState, symbolValue } from './symbol-content';
import type { FunctionDeclaration, ModuleDeclaration, OutputDeclaration, ResourceDeclaration, Template } from './template';

/** One deployment of a template. What its names stand for is computed when somebody asks for it, and once. */
export class Deployment implements DeployedTemplate {
  readonly source: Source;
  readonly functions: readonly FunctionDeclaration[];
  readonly place: Place;
  readonly environment: Environment = { scope: this, locals: undefined };
  private readonly values = new Map<string, Lazy>();
  private readonly groups = new Map<ResourceDeclaration | ModuleDeclaration, Group<ResourceInstance | ModuleInstance> | 'busy'>();
  private readonly imports: Imports;
  private byId: ReadonlyMap<string, Lazy> | undefined;
  private readonly symbols: ReadonlyMap<string, ResourceDeclaration | ModuleDeclaration>;

  constructor(
    readonly template: Template,
    readonly evaluation: Evaluation,
    readonly library: Library,
    readonly caller: Caller,
  ) {
    this.source = template;
    this.place = caller.place;
    this.functions = template.functions;
    this.imports = new Imports(
      template.imports,
      (reference) => library.exporting(template.file, reference),
      (exporting) => openExporter(exporting, evaluation, library, caller),
    );
    this.symbols = new Map([...template.modules, ...template.resources].map((declaration) => [declaration.symbol, declaration]));
  }

  readonly parameter = (name: string): Lazy | undefined => {
    const declaration = this.template.parameters.get(name);
    if (declaration === undefined) return undefined;
    const key = `${this.template.file}#${this.caller.path} parameter ${name}`;
    return this.once(`parameter ${name}`, name, declaration.nameSpan, () =>
      parameterValue(declaration, this.caller.given(name), this.environment, key),
    );
  };

  readonly variable = (name: string): Lazy | undefined => {
    const declaration = this.template.variables.get(name);
    if (declaration === undefined) return undefined;
    return this.once(`variable ${name}`, name, declaration.nameSpan, () =>
      named(evaluate(declaration.value, this.environment), `variable ${name}`),
    );
  };

  readonly output = (name: string): Lazy | undefined => {
    const declaration = this.template.outputs.get(name);
    if (declaration === undefined) return undefined;
    return this.once(`output ${name}`, name, declaration.nameSpan, () => this.outputValue(declaration));
  };

  readonly symbol = (name: string): Lazy | undefined => {
    const declaration = this.symbols.get(name);
    if (declaration === undefined) return undefined;
    return this.once(`symbol ${name}`, name, declaration.symbolSpan, () => symbolValue(this, declaration));
  };

  readonly imported = (name: string): Lazy | undefined => this.imports.value(name);

  readonly importedFunction = (namespace: string | undefined, name: string): ReturnType<Imports['function']> => this.imports.function(namespace, name);

  readonly load = (reference: string): ReturnType<Library['data']> => this.library.data(this.template.file, reference);

  readonly list = (reference: string): ReturnType<Library['list']> => this.library.list(this.template.file, reference);

  readonly deploymentState = (named: Content): Lazy | undefined => {
    const [, symbol = '', index] = /^([^[]*)(?:\[(\d+)\])?$/.exec(stringOf(named) ?? '') ?? [];
    const declaration = this.symbols.get(symbol);
    if (declaration?.kind === 'module') {
      const item = this.modules(declaration).items.find((one) => one.index === (index === undefined ? undefined : Number(index)));
      return item === undefined ? undefined : moduleState(this, item);
    }
    const id = idKey(named);
    return id === undefined ? undefined : this.deploymentIds.get(id);
  };

  readonly defaultValue = (name: string): Lazy | undefined => {
    const expression = this.template.parameters.get(name)?.default;
    return expression === undefined ? undefined : evaluateLater(expression, this.environment);
  };

  readonly resources = (declaration: ResourceDeclaration): Group<ResourceInstance> =>
    this.group(declaration, () => expandResource(this, declaration));

  readonly modules = (declaration: ModuleDeclaration): Group<ModuleInstance> =>
    this.group(declaration, () => expandModule(this, declaration));

  readonly resourcesOf = (symbol: string): Group<ResourceInstance> | undefined => {
    const declaration = this.symbols.get(symbol);
    return declaration?.kind === 'resource' ? this.resources(declaration) : undefined;
  };

  readonly deploy = (template: Template, caller: Caller): DeployedTemplate =>
    new Deployment(template, this.evaluation, this.library, caller);

  /** The deployments of this template by their ids. While they are being listed nothing refers to them. */
  private get deploymentIds(): ReadonlyMap<string, Lazy> {
    if (this.byId !== undefined) return this.byId;
    this.byId = new Map();
    const found = new Map<string, Lazy>();
    for (const declaration of this.template.modules) {
      for (const item of this.modules(declaration).items) {
        const { place } = 'kind' in item.target ? this : item.target;
        const id = idKey(resourceIdOf(this.evaluation, place, 'Microsoft.Resources/deployments', [item.name.force().content]));
        if (id !== undefined && !found.has(id)) found.set(id, moduleState(this, item));
      }
    }
    this.byId = found;
    return found;
  }

  private group<T extends ResourceInstance | ModuleInstance>(declaration: ResourceDeclaration | ModuleDeclaration, expand: () => Group<T>): Group<T> {
    const before = this.groups.get(declaration);
    const isLoop = declaration.loop !== undefined;
    if (before === 'busy') return { items: [], open: this.evaluation.opaque(`${declaration.symbol} refers to itself`), isLoop };
    if (before !== undefined) return before as Group<T>;
    this.groups.set(declaration, 'busy');
    const group = expand();
    this.groups.set(declaration, group);
    return group;
  }

  private outputValue({ value, secure, name, nameSpan }: OutputDeclaration): Evaluated {
    const because = `the output ${name} has no value`;
    const evaluated = evaluate(value ?? { kind: 'missing', because, ...nameSpan }, this.environment);
    const { content, from } = named(evaluated, `output ${name}`);
    return { content: secure ? secret(this.evaluation, content, `the secure output ${name} is kept secret`) : content, from };
  }

  private once(key: string, name: string, span: Span, compute: () => Evaluated): Lazy {
    const before = this.values.get(key);
    if (before !== undefined) return before;
    const because = `${name} refers to itself`;
    const cyclic = (): Evaluated => ({
      content: this.evaluation.opaque(because),
      from: { source: this.source, expression: { kind: 'missing', because, start: span.start, end: span.end } },
    });
    const lazy = lazily(compute, cyclic);
    this.values.set(key, lazy);
    return lazy;
  }
}

/** Opens a file that exports. @param caller what is deployed where it is imported: files may import each other in circles. */
export function openExporter(template: Template, evaluation: Evaluation, library: Library, caller: Pick<Caller, 'path' | 'files'>): DeployedTemplate | undefined {
  if (caller.files.length > limits.modules) return undefined;
  const path = `${caller.path}import ${template.file}>`;
  return new Deployment(template, evaluation, library, { given: () => undefined, conditions: [], place: home(evaluation), path, files: [...caller.files, template.file] });
}
