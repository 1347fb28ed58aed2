import { serverTypes } from '../model/resource';
import type { CheckResult, ResultFinding } from './check-result';
import { createCheckResult } from './check-result';
import type { Evidence, EvidenceServer } from './evidence';

/** A live server has no file: its id, which no template can have as a path, stands for one. */
const fileOf = ({ id }: EvidenceServer): string => `${id.replace(/^\/+/, '')}.json`;

function findingsOf(server: EvidenceServer): ResultFinding[] {
  return server.findings.map(({ ruleId, layer, level, outcome, message, resource, property }) => ({
    ruleId,
    layer,
    level,
    outcome,
    message,
    file: fileOf(server),
    range: null,
    resource: { id: resource, type: serverTypes[server.kind], name: server.name },
    property,
    related: [],
    fixable: false,
  }));
}

/** Puts evidence into the shape of a check of files, for outputs that know no other. What could not be read is a problem of its server. */
export function evidenceResult(evidence: Evidence, showUnknown: boolean): CheckResult {
  const { servers, problems } = evidence;
  const unread = servers.flatMap((server) => server.layers.flatMap(({ label, unread: why }) => why.map((line) => ({ file: fileOf(server), message: `${label}: ${line}` }))));
  return createCheckResult({
    findings: servers.flatMap(findingsOf),
    problems: [...problems.map((message) => ({ file: 'azure', message })), ...unread],
    files: 0,
    servers: servers.length,
    showUnknown,
  });
}
