import type { Address } from '../model/address';
import type { ServerReport } from '../model/finding';
import type { FactLine } from '../model/layer';
import type { LayerMeta } from '../model/layer-id';

/** One fact in which two servers differ, or may differ as one of them could not be read. */
export interface Difference {
  readonly layer: LayerMeta;
  readonly title: string;
  /** What each says; nothing where it has no such thing, such as a firewall rule of that name. */
  readonly one: string | undefined;
  readonly other: string | undefined;
  /** False where nobody can say whether they differ. */
  readonly certain: boolean;
  readonly at: { readonly one?: Address; readonly other?: Address };
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** How many facts say the same. */
  readonly same: number;
}

/** A default and somebody's setting of the same value are the same to the server. */
const plain = (text: string): string => text.replace(/ \(default\)$/, '').toLowerCase();

function compareFact(layer: LayerMeta, one: FactLine | undefined, other: FactLine | undefined): Difference | undefined {
  const unknown = one?.state === 'unknown' || other?.state === 'unknown';
  if (!unknown && one !== undefined && other !== undefined && plain(one.text) === plain(other.text)) return undefined;
  return {
    layer,
    title: one?.title ?? other?.title ?? '',
    one: one?.text,
    other: other?.text,
    certain: !unknown,
    at: { ...(one === undefined ? {} : { one: one.at }), ...(other === undefined ? {} : { other: other.at }) },
  };
}

/** Says whether only Azure tells it, so that a template has no such line, or only a connection, and nobody has made one. */
function isBeyond(one: FactLine | undefined, other: FactLine | undefined): boolean {
  const present = [one, other].filter((fact) => fact !== undefined);
  return present.every(({ needsConnection }) => needsConnection === true) || (present.length === 1 && present.every(({ onlyLive }) => onlyLive === true));
}

/** Keeps lines of the same title apart by their order. */
function byTitle(facts: readonly FactLine[]): ReadonlyMap<string, FactLine> {
  const found = new Map<string, FactLine>();
  for (const fact of facts) {
    let name = fact.title;
    for (let number = 2; found.has(name); number += 1) name = `${fact.title} ${number}`;
    found.set(name, fact);
  }
  return found;
}

/** Compares what two servers say, layer by layer: two live ones, or a live one and the template that declares it. */
export function compareReports(one: ServerReport, other: ServerReport): Comparison {
  const differences: Difference[] = [];
  let same = 0;
  const layers = new Map([...one.layers, ...other.layers].filter(({ layer }) => layer.onRequest !== true).map(({ layer }) => [layer.id, layer]));
  for (const layer of layers.values()) {
    const [left, right] = [one, other].map((report) => byTitle(report.layers.find((result) => result.layer.id === layer.id)?.facts ?? []));
    for (const title of new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])) {
      const [mine, theirs] = [left?.get(title), right?.get(title)];
      if (isBeyond(mine, theirs)) continue;
      const difference = compareFact(layer, mine, theirs);
      if (difference === undefined) same += 1;
      else differences.push(difference);
    }
  }
  return { differences, same };
}
