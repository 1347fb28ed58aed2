import type { Finding, ServerReport } from '../../model/finding';
import { isWithoutPermission } from '../../model/reasons';
import type { Level, RuleMeta } from '../../model/rule';
import { valueAt } from '../../model/value';

/** As much of a finding as a row shows. */
export interface DigestFinding {
  readonly level: Level;
  readonly outcome: Finding['outcome'];
  readonly rule: Pick<RuleMeta, 'id' | 'brief'>;
}

/** How many layers of a server could be read whole. */
export interface Coverage {
  readonly read: number;
  readonly all: number;
  /** True where it may be otherwise the next time: something else than a permission was missing. */
  readonly again?: true;
}

/** What the row of a server shows: small enough to be kept for ten thousand of them. */
export interface ServerDigest {
  /** What failed, worst first. */
  readonly findings: readonly DigestFinding[];
  readonly coverage: Coverage;
  /** How many findings somebody accepted. */
  readonly accepted: number;
  /** What Azure says of the server's state, such as "Stopped"; Single Server has its own word for it. */
  readonly state: string;
  /** From where it can be reached; only where nothing is wrong and that is known. */
  readonly reach?: string;
}

/** The same finding on many servers is one object. */
const shared = new Map<string, DigestFinding>();

function share(one: DigestFinding): DigestFinding {
  const { level, outcome, rule } = one;
  const key = `${level} ${outcome} ${rule.id} ${rule.brief}`;
  const known = shared.get(key);
  if (known !== undefined) return known;
  const made: DigestFinding = { level, outcome, rule: { id: rule.id, brief: rule.brief } };
  shared.set(key, made);
  return made;
}

/** How many layers could be read whole. Layers that only speak on request do not count. */
export function coverageOf(report: ServerReport): Coverage {
  const layers = report.layers.filter(({ layer }) => layer.onRequest !== true);
  const again = layers.some(({ unread }) => !unread.every(isWithoutPermission));
  return { read: layers.filter(({ unread }) => unread.length === 0).length, all: layers.length, ...(again ? { again } : {}) };
}

function stateOf({ server }: ServerReport): string {
  const states = ['state', 'userVisibleState'].map((name) => valueAt(server.resource.body, ['properties', name]));
  return states.find((state) => typeof state === 'string') ?? '';
}

/** Sums a report up. */
export function digestOf(report: ServerReport): ServerDigest {
  const findings = report.findings.filter(({ outcome }) => outcome === 'fail').map(share);
  // Finding out takes work, and beside what is wrong there is no room for it.
  const reach = findings.length > 0 || report.reach === 'not known' ? undefined : report.reach;
  return {
    findings,
    coverage: coverageOf(report),
    accepted: report.suppressed?.length ?? 0,
    state: stateOf(report),
    ...(reach === undefined ? {} : { reach }),
  };
}

/** Makes a digest that came out of a file share what it has in common with others. */
export function shareDigest(digest: ServerDigest): ServerDigest {
  return { ...digest, findings: digest.findings.map(share) };
}
