import type { Evaluated, Lazy, Source } from './content';
import { lazily } from './content';
import type { Environment, Scope } from './environment';
import { evaluate } from './evaluate';
import type { Evaluation } from './evaluation';
import type { Expression } from './expression';
import { baseName } from './library';
import { named } from './parameter-value';
import type { ParametersFile } from './template';

/** What the names in a parameters file stand for. */
export class ParametersScope implements Scope {
  readonly source: Source;
  readonly functions = [];
  private readonly environment: Environment = { scope: this, locals: undefined };
  private readonly found = new Map<string, Lazy>();
  private readonly lowerNames: ReadonlyMap<string, string>;

  constructor(
    private readonly file: ParametersFile,
    readonly evaluation: Evaluation,
    /** What the file extends. */
    private readonly base?: ParametersScope,
  ) {
    this.source = file;
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
