import type { Address } from './address';
import type { Fix } from './fix';
import type { LayerReport } from './layer';
import type { LayerMeta } from './layer-id';
import type { Server } from './resource';
import type { Level, RuleMeta } from './rule';
import type { Problem } from './snapshot';
import type { Related } from './verdict';

/** What a rule found, with the level that the chosen profile gives it. */
export interface Finding {
  readonly rule: RuleMeta;
  readonly layer: LayerMeta;
  readonly level: Level;
  /** `unknown` where the rule could not decide; such a finding never counts as a failure. */
  readonly outcome: 'fail' | 'unknown';
  /** The server that it is about; none where it is about something else that was read, such as an output. */
  readonly server?: Server;
  readonly at: Address;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fix?: Fix;
}

/** One layer of one server, judged. */
export interface LayerResult extends Pick<LayerReport, 'layer' | 'facts' | 'text' | 'unread'> {
  readonly findings: readonly Finding[];
}

/** A finding on a live server that somebody accepted for a while. */
export interface SuppressedLiveFinding {
  readonly finding: Finding;
  readonly owner: string;
  readonly reason: string;
  /** The last day on which that holds. */
  readonly expires: string;
}

export interface ServerReport {
  readonly server: Server;
  readonly layers: readonly LayerResult[];
  /** Of all layers, worst first. */
  readonly findings: readonly Finding[];
  /** What was found but is accepted; nothing where nobody accepted anything. */
  readonly suppressed?: readonly SuppressedLiveFinding[];
  /** From where the server can be reached, in a few words: "the internet, any Azure tenant". */
  readonly reach?: string | undefined;
}

/** Everything that one check found; what people see is a rendering of it. */
export interface Report {
  readonly servers: readonly ServerReport[];
  /** Those of all servers and those that are about no server, worst first. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}
