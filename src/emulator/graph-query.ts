/** A column of a result: its name, the path it is read from, and the function that is applied to it. */
export interface GraphColumn {
  readonly name: string;
  readonly path: readonly string[];
  readonly apply?: 'tolower' | 'tostring';
}

/** A Resource Graph query of the kind that an inventory sends. */
export interface GraphQuery {
  /** Lower-case types; undefined asks for all. */
  readonly types?: readonly string[];
  /** Lower-case ids. */
  readonly subscriptions?: readonly string[];
  /** Lower-case names. */
  readonly names?: readonly string[];
  /** Undefined asks for whole resources. */
  readonly project?: readonly GraphColumn[];
}

const identifier = /^[A-Za-z_][\w]*$/;
const path = /^[A-Za-z_][\w]*(?:\.[A-Za-z_][\w]*)*$/;

/**
 * Reads the one shape of query that the emulator answers: `resources | where type in~ (…) | extend … | project … |
 * order by id`. It is no query engine: everything else is returned as the stage that was not understood.
 */
export function readGraphQuery(text: string): GraphQuery | { readonly unknown: string } {
  const [table = '', ...stages] = text.split('|').map((stage) => stage.trim().replace(/\s+/g, ' '));
  if (table.toLowerCase() !== 'resources') return { unknown: table };
  let types: string[] | undefined;
  let subscriptions: string[] | undefined;
  let names: string[] | undefined;
  let project: GraphColumn[] | undefined;
  const extended = new Map<string, GraphColumn>();
  for (const stage of stages) {
    const [, keyword = '', rest = ''] = /^(where|extend|project|order by|sort by) (.+)$/i.exec(stage) ?? [];
    switch (keyword.toLowerCase()) {
      case 'where': {
        const condition = readCondition(rest);
        if (!condition) return { unknown: stage };
        if (condition.column === 'type') types = condition.values;
        else if (condition.column === 'name') names = condition.values;
        else subscriptions = condition.values;
        break;
      }
      case 'extend': {
        const columns = readColumns(rest);
        if (!columns) return { unknown: stage };
        for (const column of columns) extended.set(column.name, column);
        break;
      }
      case 'project': {
        const columns = readColumns(rest);
        if (!columns) return { unknown: stage };
        project = columns.map((column) => {
          const known = column.path.length === 1 && !column.apply ? extended.get(column.path[0] ?? '') : undefined;
          return known ? { ...known, name: column.name } : column;
        });
        break;
      }
      case 'order by':
      case 'sort by':
        if (!/^id(?: asc)?$/i.test(rest)) return { unknown: stage };
        break;
      default:
        return { unknown: stage };
    }
  }
  return { ...(types && { types }), ...(subscriptions && { subscriptions }), ...(names && { names }), ...(project && { project }) };
}

function readCondition(text: string): { column: 'type' | 'subscriptionId' | 'name'; values: string[] } | undefined {
  const [, column = '', list, one] = /^(type|subscriptionId|name) (?:in~? ?\((.*)\)|(?:=~|==) ?(\S+))$/i.exec(text) ?? [];
  const written = list?.split(',') ?? (one === undefined ? [] : [one]);
  const values = written.map((value) => /^'([^']*)'$|^"([^"]*)"$/.exec(value.trim())).map((match) => match?.[1] ?? match?.[2]);
  if (values.length === 0 || values.includes(undefined)) return undefined;
  return {
    column: column.toLowerCase() === 'type' ? 'type' : column.toLowerCase() === 'name' ? 'name' : 'subscriptionId',
    values: values.flatMap((value) => (value === undefined ? [] : [value.toLowerCase()])),
  };
}

function readColumns(text: string): GraphColumn[] | undefined {
  const columns = text.split(',').map((written) => readColumn(written.trim()));
  return columns.includes(undefined) ? undefined : columns.flatMap((column) => column ?? []);
}

function readColumn(text: string): GraphColumn | undefined {
  const [left = '', right] = text.split('=').map((part) => part.trim());
  const [, apply, inner] = /^(tolower|tostring) ?\( ?(.+?) ?\)$/i.exec(right ?? left) ?? [];
  const source = inner ?? right ?? left;
  if (!path.test(source)) return undefined;
  const name = right === undefined ? source.replaceAll('.', '_') : left;
  if (!identifier.test(name)) return undefined;
  return { name, path: source.split('.'), ...(apply && { apply: apply.toLowerCase() as 'tolower' | 'tostring' }) };
}
