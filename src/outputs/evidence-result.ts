import { serverTypes } from '../model/resource';
import type { CheckResult, ResultFinding, SuppressedFinding, TextRange } from './check-result';
import { createCheckResult } from './check-result';
import type { Evidence, EvidenceFinding, EvidenceServer } from './evidence';
import type { SarifOptions } from './sarif';

/** The first line: services that show findings beside lines leave out those without one, and what is live has no text. */
const firstLine: TextRange = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

/** A live server has no file: its id, which no template can have as a path, stands for one. */
const fileOf = ({ id }: EvidenceServer): string => `${id.replace(/^\/+/, '')}.json`;

function resultOf(server: EvidenceServer, { ruleId, layer, level, outcome, message, resource, property, declaredIn }: EvidenceFinding): ResultFinding {
  return {
    ruleId,
    layer,
    level,
    outcome,
    message,
    file: fileOf(server),
    range: firstLine,
    resource: { id: resource, type: serverTypes[server.kind], name: server.name },
    property,
    related: declaredIn === undefined ? [] : [{ message: 'declared here', file: declaredIn.file, range: { start: { line: declaredIn.line, column: 1 }, end: { line: declaredIn.line, column: 1 } } }],
    fixable: false,
  };
}

/** An exception is agreed on outside of what it silences. */
function acceptedOf(server: EvidenceServer): SuppressedFinding[] {
  return server.suppressed.map((one) => ({ ...resultOf(server, one), suppression: { kind: 'exception', reason: one.reason, owner: one.owner, expires: one.expires } }));
}

/** Puts evidence into the shape of a check of files, for outputs that know no other. What could not be read is a problem of its server. */
export function evidenceResult(evidence: Evidence, showUnknown: boolean): CheckResult {
  const { servers, problems } = evidence;
  const unread = servers.flatMap((server) => server.layers.flatMap(({ label, unread: why }) => why.map((line) => ({ file: fileOf(server), message: `${label}: ${line}` }))));
  return createCheckResult({
    findings: servers.flatMap((server) => server.findings.map((finding) => resultOf(server, finding))),
    suppressed: servers.flatMap(acceptedOf),
    problems: [...problems.map((message) => ({ file: 'azure', message })), ...unread],
    files: 0,
    servers: servers.length,
    showUnknown,
  });
}

/** What SARIF says of the run as a whole: who looked, when, at what, and how much was seen. */
export function evidenceRun({ startedAt, endedAt, principal, cloud, scope, profile, complete, summary, unused }: Evidence): Pick<SarifOptions, 'properties' | 'invocation'> {
  return {
    properties: { startedAt, endedAt, principal, cloud, scope, profile, complete, summary, unused },
    invocation: { startTimeUtc: startedAt, endTimeUtc: endedAt, account: principal.name },
  };
}
