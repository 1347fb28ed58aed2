import type { Expression, Loop, Spread } from '../../../../src/sources/template/expression';

function showAll(expressions: readonly (Expression | Spread)[]): string {
  return expressions.map((e) => (e.kind === 'spread' ? `...${show(e.expression)}` : show(e))).join(',');
}

export function showLoop({ item, index, collection, filter }: Loop): string {
  return `${item}${index === undefined ? '' : `,${index}`} in ${show(collection)}${filter === undefined ? '' : ` if ${show(filter)}`}`;
}

/** Writes a lowered expression as a term, so that a test can state its whole shape. */
export function show(e: Expression | undefined): string {
  switch (e?.kind) {
    case undefined: return '-';
    case 'literal': return JSON.stringify(e.value);
    case 'object': return `{${e.members.map((m) => (m.kind === 'spread' ? `...${show(m.expression)}` : `${typeof m.key === 'string' ? m.key : `[${show(m.key)}]`}:${show(m.value)}`)).join(',')}}`;
    case 'array': return `[${showAll(e.items)}]`;
    case 'interpolation': return `\`${e.parts.map((p) => (p.kind === 'literal' ? String(p.value) : `{${show(p)}}`)).join('')}\``;
    case 'reference': return `${e.to}:${e.name}`;
    case 'access': return `${show(e.target)}${e.safe ? '?' : ''}[${e.fromEnd ? '^' : ''}${show(e.key)}]`;
    case 'call': return `${e.namespace === undefined || e.namespace === 'sys' ? '' : `${e.namespace}.`}${e.name}(${showAll(e.arguments)})`;
    case 'conditional': return `(${show(e.condition)} ? ${show(e.whenTrue)} : ${show(e.whenFalse)})`;
    case 'for': return `for(${showLoop(e.loop)} do ${show(e.body)})`;
    case 'lambda': return `(${e.parameters.join(',')} => ${show(e.body)})`;
    case 'missing': return `<${e.because}>`;
  }
}
