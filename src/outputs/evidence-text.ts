import { count } from './count';
import { endedBefore, notAskedWords, type Evidence, type EvidenceServer } from './evidence';
import { printable } from './printable';

const severity = { error: 0, warning: 1, info: 2 } as const;

function lines(server: EvidenceServer, showUnknown: boolean): string[] {
  const { name, subscription, resourceGroup, failure, reach, findings, suppressed, layers } = server;
  const shown = findings.filter(({ outcome }) => showUnknown || outcome === 'fail').sort((a, b) => severity[a.level] - severity[b.level]);
  const unread = layers.filter((layer) => layer.unread.length > 0);
  return [
    printable(`${name}  (${subscription} / ${resourceGroup})`),
    ...(failure === null ? [] : [`  not read  ${printable(failure)}`]),
    ...(reach === null ? [] : [printable(`  reachable from  ${reach}`)]),
    ...shown.map(({ level, outcome, message, ruleId }) => `  ${outcome === 'fail' ? level : 'unknown'}  ${printable(message)}  [${ruleId}]`),
    ...suppressed.map(({ message, ruleId, owner, expires }) => `  accepted  ${printable(`${message} By ${owner} through ${expires}.`)}  [${ruleId}]`),
    ...(failure === null && shown.length === 0 ? ['  nothing found in what could be read'] : []),
    ...unread.flatMap(({ label, unread: why }) => why.map((line) => `  not read  ${printable(`${label}: ${line}`)}`)),
    '',
  ];
}

/** Renders evidence for a terminal: the servers one after the other, and how much was seen. */
export function formatEvidenceText(evidence: Evidence, showUnknown: boolean): string {
  const { servers, problems, summary, complete, unused } = evidence;
  const { read, layers, layersRead, error, warning, info } = summary;
  const notAsked = notAskedWords(evidence);
  // Of thousands that nobody came to there is nothing to say but how many they are.
  const left = new Set(servers.filter(({ name, failure }) => failure === endedBefore(name)));
  return [
    ...servers.filter((server) => !left.has(server)).flatMap((server) => lines(server, showUnknown)),
    ...problems.filter((problem) => servers.every(({ failure }) => failure !== problem)).map((problem) => `problem  ${printable(problem)}`),
    ...unused.map(({ rule, resource, owner }) => `note  ${printable(`The exception of ${owner} for ${rule} on ${resource} hides nothing. Remove it.`)}`),
    ...(problems.length + unused.length > 0 ? [''] : []),
    ...(complete ? [] : [left.size === 0 ? 'The scan was ended before every server was read.' : `The scan was ended before ${count(left.size, 'server')} could be read. With --format json and --output, --resume goes on with it.`]),
    ...(notAsked === undefined ? [] : [notAsked]),
    `${count(error, 'error')}, ${count(warning, 'warning')} and ${count(info, 'info')} on ${count(servers.length, 'server')}; ${read} of them read, ${layersRead} of ${count(layers, 'layer')} whole.`,
    '',
  ].join('\n');
}
