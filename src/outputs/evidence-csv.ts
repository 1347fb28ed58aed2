import type { Evidence, EvidenceServer } from './evidence';

const columns = ['subscription', 'resource group', 'server', 'kind', 'version', 'state', 'read at', 'layer', 'level', 'outcome', 'rule', 'message', 'resource', 'property', 'declared in'] as const;

/** A spreadsheet would run a cell that begins like a formula; an apostrophe before it keeps it text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

function rows(server: EvidenceServer): string[] {
  const { subscription, resourceGroup, name, kind, version, state, readAt, failure, layers, findings, suppressed, id } = server;
  const head = [subscription, resourceGroup, name, kind, version ?? '', state ?? '', readAt ?? ''];
  const found = findings.map(({ layer, level, outcome, ruleId, message, resource, property, declaredIn }) => row([...head, layer, level, outcome, ruleId, message, resource, property, declaredIn === undefined ? '' : `${declaredIn.file}:${declaredIn.line}`]));
  const accepted = suppressed.map(({ layer, level, ruleId, message, resource, property, owner, reason, expires }) => row([...head, layer, level, `accepted by ${owner} until ${expires}: ${reason}`, ruleId, message, resource, property, '']));
  const unread = layers.flatMap((layer) => layer.unread.map((why) => row([...head, layer.id, '', 'not read', '', why, id, '', ''])));
  const lines = [...(failure === null ? [] : [row([...head, '', '', 'not read', '', failure, id, '', ''])]), ...found, ...accepted, ...unread];
  // A server without a line would look as if nobody had looked at it.
  return lines.length > 0 ? lines : [row([...head, '', '', 'nothing found', '', '', id, '', ''])];
}

/** Renders evidence as one line for each finding and for each part that could not be read, as spreadsheets read it (RFC 4180). */
export function formatEvidenceCsv({ servers }: Evidence): string {
  return row(columns) + servers.flatMap(rows).join('');
}
