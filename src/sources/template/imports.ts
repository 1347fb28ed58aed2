import type { Lazy, ObjectContent } from './content';
import { contained } from './content';
import type { Scope } from './environment';
import type { DeployedTemplate } from './instance';
import type { FunctionDeclaration, ImportDeclaration, Template } from './template';

/** What a file imports from others, by the names that it has here. Each file that exports is opened once. */
export class Imports {
  private readonly opened = new Map<string, DeployedTemplate | undefined>();

  /**
   * @param find the file that is imported from, if it can be read.
   * @param open evaluates that file; what it exports depends on no parameter. Nothing where files import each other too deeply.
   */
  constructor(
    private readonly declarations: ReadonlyMap<string, ImportDeclaration> | undefined,
    private readonly find: (reference: string) => Template | undefined,
    private readonly open: (template: Template) => DeployedTemplate | undefined,
  ) {}

  value(name: string): Lazy | undefined {
    const declaration = this.declarations?.get(name);
    const from = declaration && this.exporter(declaration.reference);
    if (declaration === undefined || from === undefined) return undefined;
    if (declaration.exported !== undefined) return from.variable(declaration.exported);
    const expression = { kind: 'missing', because: `${name} is no value`, start: 0, end: 0 } as const;
    return contained(allOf(from), { source: from.source, expression });
  }

  /** A function that is imported, by itself or with all of its file, and where its body is evaluated. */
  function(namespace: string | undefined, name: string): { readonly declaration: FunctionDeclaration; readonly scope: Scope } | undefined {
    const imported = this.declarations?.get(namespace ?? name);
    const scope = imported && this.exporter(imported.reference);
    const wanted = namespace === undefined ? imported?.exported : name;
    const declaration = scope?.functions.find((one) => one.name === wanted);
    return declaration === undefined || scope === undefined ? undefined : { declaration, scope };
  }

  private exporter(reference: string): DeployedTemplate | undefined {
    if (this.opened.has(reference)) return this.opened.get(reference);
    const template = this.find(reference);
    const exporter = template && this.open(template);
    this.opened.set(reference, exporter);
    return exporter;
  }
}

function allOf(from: DeployedTemplate): ObjectContent {
  const members = [...from.template.variables.keys()].flatMap((key): [string, Lazy][] => {
    const value = from.variable(key);
    return value === undefined ? [] : [[key, value]];
  });
  return { kind: 'object', members: new Map(members), further: undefined };
}
