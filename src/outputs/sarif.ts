import type { Fix, Invocation, Location, Log, Notification, Result } from 'sarif';
import type { Policy } from '../engine/policy';
import type { Layer } from '../model/layer';
import type { CheckResult, RelatedResult, ResultFinding, ResultProblem, ResultSuppression } from './check-result';
import { compareText } from './check-result';
import { fingerprints } from './fingerprint';
import type { ResultFix } from './result-fix';
import { artifactLocation, regionOf, sarifLocation, sourceRoot } from './sarif-location';
import { sarifLevels, sarifRules } from './sarif-rules';
import { createTaxonomies } from './sarif-taxonomies';

export interface SarifOptions {
  /** All layers that were checked; their rules are described whether they found something or not. */
  readonly layers: readonly Layer[];
  readonly policy: Policy;
  /** The version of the program. */
  readonly version: string;
  /** What belongs to the run as a whole. */
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Who ran it, and when, where that is told. */
  readonly invocation?: Pick<Invocation, 'startTimeUtc' | 'endTimeUtc' | 'account'>;
}

/** Names come from others, and `[text](address)` in a message would become a link. */
const messageOf = (text: string): { text: string } => ({ text: text.replace(/\[([^\]]*)\]\(/g, '\\[$1](') });

function relatedLocation({ file, range, message }: RelatedResult, index: number): Location {
  return { id: index + 1, ...sarifLocation(file, range), message: messageOf(message) };
}

function locationOf({ file, range, resource }: ResultFinding): Location {
  const logical = resource && {
    logicalLocations: [{ name: resource.name, fullyQualifiedName: `${resource.type}/${resource.name}`, kind: 'resource' }],
  };
  return { ...sarifLocation(file, range), ...logical };
}

/** What an editor would do, as changes of files. */
function sarifFix({ title, edits }: ResultFix): Fix {
  const files = [...new Set(edits.map(({ file }) => file))].sort(compareText);
  return {
    description: messageOf(title),
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactLocation(file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ range, text }) => ({ deletedRegion: regionOf(range), ...(text === '' ? {} : { insertedContent: { text } }) })),
    })),
  };
}

function suppressionsOf({ kind, reason, owner, expires }: ResultSuppression): Pick<Result, 'suppressions' | 'baselineState'> {
  const suppression = {
    kind: kind === 'template' ? 'inSource' : 'external',
    status: 'accepted',
    ...(reason === undefined ? {} : { justification: reason }),
    ...(owner === undefined || expires === undefined ? {} : { properties: { owner, expires } }),
  } as const;
  return { suppressions: [suppression], ...(kind === 'baseline' ? { baselineState: 'unchanged' } : {}) };
}

/** What could not be decided is an open result, which has no level in SARIF. */
function sarifResult(finding: ResultFinding & { readonly suppression?: ResultSuppression }, ruleIndex: number, fingerprint: string): Result {
  const { ruleId, level, outcome, message, property, related, fixable, fix, layer, resource, suppression } = finding;
  return {
    ruleId,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    ...(outcome === 'fail' ? { kind: 'fail', level: sarifLevels[level] } : { kind: 'open', level: 'none' }),
    message: messageOf(message),
    locations: [locationOf(finding)],
    ...(related.length === 0 ? {} : { relatedLocations: related.map(relatedLocation) }),
    ...(fix === undefined || fix.edits.length === 0 ? {} : { fixes: [sarifFix(fix)] }),
    ...(suppression === undefined ? {} : suppressionsOf(suppression)),
    partialFingerprints: { 'settingHash/v1': fingerprint },
    // Of a live server the property may be one of something that belongs to it, such as a firewall rule.
    properties: { layer, ...(resource?.id === undefined ? {} : { resource: resource.id }), ...(property === null ? {} : { property }), fixable },
  };
}

function notification({ file, range, message }: ResultProblem): Notification {
  return { level: 'error', message: messageOf(message), locations: [sarifLocation(file, range)] };
}

/** Renders a result as SARIF 2.1.0, as code scanning services read it. */
export function formatSarif(result: CheckResult, { layers, policy, version, properties, invocation }: SarifOptions): string {
  const taxonomies = createTaxonomies(layers);
  const rules = sarifRules(layers, policy, taxonomies);
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const all = [...result.findings, ...result.suppressed];
  const names = fingerprints(all);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'PostgreSQL Security',
            fullName: `PostgreSQL Security for Azure ${version}`,
            version,
            semanticVersion: version,
            informationUri: 'https://github.com/postgresql-security/postgresql-security-for-azure',
            rules,
            supportedTaxonomies: [...taxonomies.references],
          },
        },
        taxonomies: [...taxonomies.components],
        columnKind: 'utf16CodeUnits',
        ...(properties === undefined ? {} : { properties }),
        originalUriBaseIds: { [sourceRoot]: { description: { text: 'The folder in which the check ran.' } } },
        invocations: [
          {
            ...invocation,
            executionSuccessful: result.problems.length === 0,
            toolExecutionNotifications: result.problems.map(notification),
          },
        ],
        results: all.map((finding, index) =>
          sarifResult(finding, indexOf.get(finding.ruleId) ?? -1, names[index] ?? ''),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}
