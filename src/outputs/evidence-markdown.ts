import { kindNames } from '../model/resource';
import { cellText as text } from './cell-text';
import { count } from './count';
import { notAskedWords, type Evidence, type EvidenceServer } from './evidence';

const day = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;

function head({ principal, cloud, scope, profile, startedAt, endedAt, program }: Evidence): string[] {
  return [
    '| | |',
    '|---|---|',
    `| From | ${day(startedAt)} |`,
    `| To | ${day(endedAt)} |`,
    `| By | ${text(principal.name)} (${principal.type === 'User' ? 'user' : 'application'} ${text(principal.objectId)}, tenant ${text(principal.tenantId)}) |`,
    `| Where | ${text(cloud)}: ${scope.map(text).join('; ')} |`,
    `| Profile | ${text(profile)} |`,
    `| With | ${text(program)} |`,
  ];
}

function totals(evidence: Evidence): string[] {
  const { summary, complete } = evidence;
  const notAsked = notAskedWords(evidence);
  const { servers, read, layers, layersRead, error, warning, info } = summary;
  return [
    ...(complete ? [] : ['**The scan was ended before every server was read.**', '']),
    `${read} of ${count(servers, 'server')} read; ${layersRead} of ${count(layers, 'layer')} of these read whole. ${count(error, 'error')}, ${count(warning, 'warning')}, ${count(info, 'info')}.`,
    ...(notAsked === undefined ? [] : ['', notAsked]),
  ];
}

function section(server: EvidenceServer): string[] {
  const { name, kind, subscription, resourceGroup, location, version, state, readAt, failure, reach, findings, suppressed, layers, id } = server;
  const failed = findings.filter(({ outcome }) => outcome === 'fail');
  const unread = layers.filter((layer) => layer.unread.length > 0);
  const about = [kindNames[kind], version === null ? '' : `PostgreSQL ${version}`, state ?? '', location, `resource group ${resourceGroup}`, subscription].filter((part) => part !== '');
  return [
    `## ${text(name)}`,
    '',
    about.map(text).join(' · '),
    '',
    `\`${id.replaceAll('`', '')}\``,
    '',
    ...(failure === null ? [`Read ${readAt === null ? '' : day(readAt)}: ${layers.length - unread.length} of ${count(layers.length, 'layer')} whole.`] : [`**Not read:** ${text(failure)}`]),
    '',
    ...(reach === null ? [] : [`Reachable from: ${text(reach)}`, '']),
    ...(failed.length === 0
      ? failure === null
        ? ['Nothing found in what could be read.', '']
        : []
      : ['| level | layer | finding | rule |', '|---|---|---|---|', ...failed.map(({ level, layer, message, ruleId, declaredIn }) => `| ${level} | ${layer} | ${text(message)}${declaredIn === undefined ? '' : ` Declared in ${text(`${declaredIn.file}:${declaredIn.line}`)}.`} | \`${ruleId}\` |`), '']),
    ...(suppressed.length === 0 ? [] : ['Accepted:', '', '| finding | rule | by | until | why |', '|---|---|---|---|---|', ...suppressed.map(({ message, ruleId, owner, expires, reason }) => `| ${text(message)} | \`${ruleId}\` | ${text(owner)} | ${text(expires)} | ${text(reason)} |`), '']),
    ...(unread.length === 0 ? [] : ['Could not be read:', '', ...unread.flatMap(({ label, unread: why }) => why.map((line) => `- ${text(label)}: ${text(line)}`)), '']),
  ];
}

/** Renders evidence as a document for people. */
export function formatEvidenceMarkdown(evidence: Evidence): string {
  const { servers, problems, unused } = evidence;
  const lines = [
    '# Security of Azure Database for PostgreSQL',
    '',
    ...head(evidence),
    '',
    ...totals(evidence),
    '',
    ...(problems.length === 0 ? [] : ['## What could not be read', '', ...problems.map((problem) => `- ${text(problem)}`), '']),
    ...(unused.length === 0 ? [] : ['## Exceptions that hide nothing', '', ...unused.map(({ rule, resource, owner, expires }) => `- \`${rule}\` on ${text(resource)}, accepted by ${text(owner)} through ${text(expires)}: it can be removed.`), '']),
    ...servers.flatMap(section),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
