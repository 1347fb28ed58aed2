import type { Finding, LayerResult, ServerReport, SuppressedLiveFinding } from '../model/finding';
import type { FactLine } from '../model/layer';
import type { LayerMeta } from '../model/layer-id';
import type { Server } from '../model/resource';

type Described = Pick<LayerResult, 'layer' | 'facts' | 'text' | 'unread'>;

/**
 * Findings beside what a layer shows, which is described when somebody reads it. The getters are those of a class for the
 * reason that `ReadLayer` gives; a copy by `...` would lose them, so that `onlyFindings` is the way to copy a report.
 */
export class CheckedLayer implements LayerResult {
  readonly layer: LayerMeta;

  constructor(
    private readonly described: Described,
    readonly findings: readonly Finding[],
  ) {
    this.layer = described.layer;
  }

  get facts(): readonly FactLine[] {
    return this.described.facts;
  }

  get text(): string {
    return this.described.text;
  }

  get unread(): readonly string[] {
    return this.described.unread;
  }
}

/** The report of a server. From where it can be reached only a tooltip asks, and typing in a template must not wait for it. */
export class CheckedServer implements ServerReport {
  private known: string | undefined;

  constructor(
    readonly server: Server,
    readonly layers: readonly LayerResult[],
    readonly findings: readonly Finding[],
    private readonly findReach: () => string | undefined,
    readonly suppressed: readonly SuppressedLiveFinding[] = [],
  ) {}

  get reach(): string | undefined {
    this.known ??= this.findReach();
    return this.known;
  }
}

/** The same report with some of its findings only. @param suppressed those that were taken out because somebody accepted them. */
export function onlyFindings(report: ServerReport, isShown: (finding: Finding) => boolean, suppressed = report.suppressed): ServerReport {
  const layers = report.layers.map((layer) => new CheckedLayer(layer, layer.findings.filter(isShown)));
  return new CheckedServer(report.server, layers, report.findings.filter(isShown), () => report.reach, suppressed);
}
