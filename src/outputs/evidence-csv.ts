import type { Evidence, EvidenceFinding, EvidenceServer } from './evidence';

const columns = [
  'subscription', 'resource group', 'server', 'kind', 'version', 'state', 'read at',
  'layer', 'level', 'outcome', 'rule', 'message', 'resource', 'property', 'declared in',
  'accepted by', 'accepted until', 'accepted because',
  'looked by', 'cloud', 'scope', 'profile', 'from', 'to',
] as const;

type Row = Partial<Readonly<Record<(typeof columns)[number], string>>>;

/** A spreadsheet would run a cell that begins like a formula; an apostrophe before it keeps it text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

const about = ({ layer, level, outcome, ruleId, message, resource, property, declaredIn }: EvidenceFinding): Row => ({
  layer,
  level,
  outcome,
  rule: ruleId,
  message,
  resource,
  property,
  'declared in': declaredIn === undefined ? '' : `${declaredIn.file}:${declaredIn.line}`,
});

function rows(server: EvidenceServer): readonly Row[] {
  const { subscription, resourceGroup, name, kind, version, state, readAt, failure, layers, findings, suppressed, id } = server;
  const head: Row = { subscription, 'resource group': resourceGroup, server: name, kind, version: version ?? '', state: state ?? '', 'read at': readAt ?? '', resource: id };
  const lines: readonly Row[] = [
    ...(failure === null ? [] : [{ outcome: 'not read', message: failure }]),
    ...findings.map(about),
    ...suppressed.map((one): Row => ({ ...about(one), outcome: 'accepted', 'accepted by': one.owner, 'accepted until': one.expires, 'accepted because': one.reason })),
    ...layers.flatMap((layer) => layer.unread.map((message): Row => ({ layer: layer.id, outcome: 'not read', message }))),
  ];
  // A server without a line would look as if nobody had looked at it.
  return (lines.length > 0 ? lines : [{ outcome: 'nothing found' }]).map((one) => ({ ...head, ...one }));
}

/**
 * Renders evidence as one line for each finding and for each part that could not be read, as spreadsheets read it (RFC
 * 4180). Who looked, when and at what stands on each line: lines are sorted, cut and pasted elsewhere.
 */
export function formatEvidenceCsv({ servers, problems, unused, principal, cloud, scope, profile, startedAt, endedAt }: Evidence): string {
  const look: Row = { 'looked by': principal.name, cloud, scope: scope.join('; '), profile, from: startedAt, to: endedAt };
  const told = new Set(servers.map(({ failure }) => failure));
  const all: readonly Row[] = [
    ...servers.flatMap(rows),
    ...problems.filter((message) => !told.has(message)).map((message): Row => ({ outcome: 'not read', message })),
    ...unused.map(({ rule, resource, owner, expires, reason }): Row => ({ outcome: 'exception that hides nothing', rule, resource, 'accepted by': owner, 'accepted until': expires, 'accepted because': reason })),
  ];
  return line(columns) + all.map((one) => ({ ...one, ...look })).map((one) => line(columns.map((name) => one[name] ?? ''))).join('');
}
