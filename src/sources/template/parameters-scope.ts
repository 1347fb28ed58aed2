import type { Evaluated, Lazy, Source } from './content';
import { contained, lazily, named } from './content';
import { openExporter } from './deployment';
import type { Environment, Scope } from './environment';
import { evaluate } from './evaluate';
import type { Evaluation } from './evaluation';
import type { Expression } from './expression';
import { Imports } from './imports';
import type { Library } from './library';
import { baseName } from './library';
import type { ParametersFile } from './template';

/** What the names in a parameters file stand for. */
export class ParametersScope implements Scope {
  readonly source: Source;
  readonly functions = [];
  private readonly environment: Environment = { scope: this, locals: undefined };
  private readonly found = new Map<string, Lazy>();
  private readonly imports: Imports;
  private readonly lowerNames: ReadonlyMap<string, string>;

  constructor(
    private readonly file: ParametersFile,
    readonly evaluation: Evaluation,
    private readonly library: Library,
    /** What the file extends. */
    private readonly base?: ParametersScope,
  ) {
    this.source = file;
    this.imports = new Imports(
      file.imports,
      (reference) => library.exporting(file.file, reference),
      (template) => openExporter(template, evaluation, library, { path: `${file.file}>`, files: [file.file] }),
    );
    this.lowerNames = new Map([...file.values.keys()].map((name) => [name.toLowerCase(), name]));
  }

  /** Finds the value that the file gives to a parameter, whose name is read without regard to case. */
  readonly parameter = (name: string): Lazy | undefined => {
    const spelling = this.file.values.has(name) ? name : this.lowerNames.get(name.toLowerCase());
    const expression = spelling === undefined ? undefined : this.file.values.get(spelling);
    const role = `value in ${baseName(this.file.file)}`;
    if (expression === undefined) return this.base?.parameter(name);
    return this.once(`parameter ${spelling ?? name}`, expression, (value) => named(value, role, { given: true }));
  };

  readonly variable = (name: string): Lazy | undefined => {
    const expression = this.file.variables.get(name)?.value;
    return expression && this.once(`variable ${name}`, expression, (value) => named(value, `variable ${name}`));
  };

  readonly symbol = (): undefined => undefined;

  /** What is imported; `base` is the file that this one extends. */
  readonly imported = (name: string): Lazy | undefined => this.imports.value(name) ?? (name === 'base' ? this.base?.whole() : undefined);

  readonly importedFunction = (namespace: string | undefined, name: string): ReturnType<Imports['function']> => this.imports.function(namespace, name);

  readonly load = (reference: string): ReturnType<Library['data']> => this.library.data(this.file.file, reference);

  readonly list = (reference: string): ReturnType<Library['list']> => this.library.list(this.file.file, reference);

  /** All that the file gives, and those that it extends. */
  private whole(): Lazy {
    const expression = { kind: 'missing', because: 'a parameters file is no value', start: 0, end: 0 } as const;
    const members = this.names().flatMap((name): [string, Lazy][] => {
      const value = this.parameter(name);
      return value === undefined ? [] : [[name, value]];
    });
    return contained({ kind: 'object', members: new Map(members), further: undefined }, { source: this.source, expression });
  }

  private names(): readonly string[] {
    return [...new Set([...(this.base?.names() ?? []), ...this.file.values.keys()])];
  }

  private once(key: string, expression: Expression, finish: (value: Evaluated) => Evaluated): Lazy {
    const before = this.found.get(key);
    if (before !== undefined) return before;
    const cyclic = (): Evaluated => ({
      content: this.evaluation.opaque(`the ${key} refers to itself`),
      from: { source: this.source, expression },
    });
    const lazy = lazily(() => finish(evaluate(expression, this.environment)), cyclic);
    this.found.set(key, lazy);
    return lazy;
  }
}
