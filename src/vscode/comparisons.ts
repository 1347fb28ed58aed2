import { Diagnostic, DiagnosticSeverity, EventEmitter, languages, workspace, type Event, type Location } from 'vscode';
import type { Address } from '../model/address';
import type { LayerId } from '../model/layer-id';
import type { Comparison, Difference } from '../engine/compare';
import { diagnosticSource } from './diagnostic-of';

/** One side of a comparison. */
export interface ComparedSide {
  /** What says it: "Azure has", "infra/main.bicep says", or the name of another server. */
  readonly words: string;
  /** The live server, where it is one, and when it was read. */
  readonly serverId?: string;
  readonly readAt?: number | undefined;
  /** Where an address of this side stands in a document. */
  readonly locate: (at: Address) => Location | undefined;
}

/** A comparison that is shown: in the tree and on both documents, until it is cleared or is no longer true. */
export interface Comparisons {
  readonly dispose: () => void;
  /** Fires with the id of each server whose rows change. */
  readonly onDidChange: Event<string>;
  readonly isShown: boolean;
  readonly show: (comparison: Comparison, one: ComparedSide, other: ComparedSide) => void;
  readonly clear: () => void;
  /** Clears a comparison of a server that was read again since: it may no longer be true. */
  readonly follow: (serverId: string, readAt: number | undefined) => void;
  /** What the other side says about a fact of a live server, in words for its row; empty where it says the same. */
  readonly otherSays: (serverId: string, title: string, at: Address) => string;
  /** In what a layer of a live server differs, in a sentence each; empty where it does not. */
  readonly ofLayer: (serverId: string, layer: LayerId) => readonly string[];
}

interface Shown {
  readonly differences: readonly Difference[];
  readonly one: ComparedSide;
  readonly other: ComparedSide;
}

/** Which side of a comparison a live server is. */
function sideOf({ one, other }: Shown, serverId: string): 'one' | 'other' | undefined {
  return sameId(one.serverId, serverId) ? 'one' : sameId(other.serverId, serverId) ? 'other' : undefined;
}

const sameAddress = (one: Address | undefined, other: Address): boolean => one !== undefined && JSON.stringify(one) === JSON.stringify(other);

const sameId = (one: string | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();

function message({ title, one, other, certain }: Difference, here: ComparedSide, there: ComparedSide, isOne: boolean): string {
  const [mine, theirs] = isOne ? [one, other] : [other, one];
  const doubt = certain ? '' : ' Whether they differ cannot be decided.';
  return `${title}: ${here.words} ${mine ?? 'nothing'}, ${there.words} ${theirs ?? 'nothing'}.${doubt}`;
}

export function createComparisons(): Comparisons {
  const changed = new EventEmitter<string>();
  const collection = languages.createDiagnosticCollection('postgresqlSecurity.comparison');
  let shown: Shown | undefined;

  const publish = (): void => {
    collection.clear();
    if (shown === undefined) return;
    const { differences, one, other } = shown;
    const byFile = new Map<string, { readonly location: Location; readonly diagnostics: Diagnostic[] }>();
    const put = (location: Location | undefined, text: string): void => {
      if (location === undefined) return;
      const diagnostic = new Diagnostic(location.range, text, DiagnosticSeverity.Information);
      diagnostic.source = `${diagnosticSource}: comparison`;
      const key = location.uri.toString();
      const file = byFile.get(key) ?? { location, diagnostics: [] };
      byFile.set(key, file);
      file.diagnostics.push(diagnostic);
    };
    for (const difference of differences) {
      const { at } = difference;
      if (at.one !== undefined) put(one.locate(at.one), message(difference, one, other, true));
      if (at.other !== undefined) put(other.locate(at.other), message(difference, other, one, false));
    }
    for (const { location, diagnostics } of byFile.values()) collection.set(location.uri, diagnostics);
  };
  const tell = (before: Shown | undefined): void => {
    const ids = [before, shown].flatMap((one) => [one?.one.serverId, one?.other.serverId]);
    for (const id of new Set(ids)) if (id !== undefined) changed.fire(id);
  };
  const become = (next: Shown | undefined): void => {
    const before = shown;
    shown = next;
    publish();
    tell(before);
  };
  // What is no longer what was compared must not be marked.
  const listener = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (shown !== undefined && contentChanges.length > 0 && collection.has(document.uri)) become(undefined);
  });

  return {
    onDidChange: changed.event,
    get isShown() {
      return shown !== undefined;
    },
    show: (comparison, one, other) => become({ differences: comparison.differences, one, other }),
    clear: () => {
      if (shown !== undefined) become(undefined);
    },
    follow: (serverId, readAt) => {
      const sides = [shown?.one, shown?.other];
      if (sides.some((side) => sameId(side?.serverId, serverId) && side?.readAt !== readAt)) become(undefined);
    },
    otherSays: (serverId, title, at) => {
      if (shown === undefined) return '';
      const { differences, one, other } = shown;
      const side = sideOf(shown, serverId);
      if (side === undefined) return '';
      const isOne = side === 'one';
      const found = differences.find((difference) => difference.title === title && sameAddress(isOne ? difference.at.one : difference.at.other, at));
      if (found === undefined) return '';
      const [words, text] = isOne ? [other.words, found.other] : [one.words, found.one];
      return `${words} ${text ?? 'nothing'}`;
    },
    ofLayer: (serverId, layer) => {
      const side = shown === undefined ? undefined : sideOf(shown, serverId);
      if (shown === undefined || side === undefined) return [];
      const { differences, one, other } = shown;
      const [here, there] = side === 'one' ? [one, other] : [other, one];
      return differences.filter((difference) => difference.certain && difference.layer.id === layer).map((difference) => message(difference, here, there, side === 'one'));
    },
    dispose: () => {
      listener.dispose();
      collection.dispose();
      changed.dispose();
    },
  };
}
