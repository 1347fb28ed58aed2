import type { DocumentedParameter } from '../../src/layers/documented-parameters';
import { documentedParameters, horizonParameterReference, parameterReference, parametersChecked } from '../../src/layers/documented-parameters';
import { portalNames, portalNamesChecked, portalNameSources } from '../../src/layers/firewall/portal-names';
import { spellDate } from '../../src/layers/lifecycle/dates';
import { majorVersions, versionSources, versionsChecked } from '../../src/layers/lifecycle/versions';
import { knownRoots, rootsChecked, rootSources } from '../../src/layers/tls/roots';

const code = (text: string): string => (text === '' ? '(empty)' : `\`${text.replaceAll('|', '\\|')}\``);

function byVersion(value: DocumentedParameter['flexible']): string {
  if (value === undefined) return '–';
  if (typeof value === 'string') return code(value);
  return value.map((step) => `from ${step.from}: ${step.value === null ? 'none' : code(step.value)}`).join('; ');
}

const parameterRow = ({ name, flexible, single, cluster, horizon, allowed, source }: DocumentedParameter): string => {
  const others = [single, cluster, horizon].map((value) => (value === undefined ? '–' : code(value)));
  return `| \`${name}\` | ${byVersion(flexible)} | ${others.join(' | ')} | ${code(allowed)} | ${source} |`;
};

/** Renders docs/facts.md: what the rules take for granted of the service, and when it was last compared with its source. */
export function renderFacts(): string {
  const lines = [
    '# Facts about the service',
    '',
    'What the rules take for granted, with its source and the day on which it was last compared with it. The page is written from the data that the rules use (`npm run rule-docs`).',
    '',
    '## Versions of PostgreSQL',
    '',
    `Checked on ${spellDate(versionsChecked)}. Where the pages of Azure give two dates, the later one stands here.`,
    '',
    '| version | community | included support of Azure | paid support of Azure |',
    '|---|---|---|---|',
    ...majorVersions.map(
      ({ major, communityEnd, standardEnd, extendedEnd }) => `| ${major} | ${communityEnd} | ${standardEnd} | ${extendedEnd ?? '–'} |`,
    ),
    '',
    ...versionSources.map((source) => `- <${source}>`),
    '',
    '## Certificates of servers',
    '',
    `Checked on ${spellDate(rootsChecked)}. Clients should trust the roots; the certificates between them and a server are replaced without notice.`,
    '',
    '| root | used by |',
    '|---|---|',
    ...knownRoots.map(({ name, usedBy }) => `| ${name} | ${usedBy ?? 'no server any more'} |`),
    '',
    ...rootSources.map((source) => `- <${source}>`),
    '',
    '## Firewall rules that the portal adds',
    '',
    `Checked on ${spellDate(portalNamesChecked)}. No rule relies on them to tell what a firewall rule lets in, which its addresses say; the last one is among the names that firewall/personal-rule knows.`,
    '',
    '| name | servers | lets in |',
    '|---|---|---|',
    ...portalNames.map(({ name, kinds, letsIn }) => `| \`${name}\` | ${kinds} | ${letsIn} |`),
    '',
    ...portalNameSources.map((source) => `- <${source}>`),
    '',
    '## Parameters of PostgreSQL',
    '',
    `Checked on ${spellDate(parametersChecked)}. What holds where nobody sets them; a dash is what no document says. The files of the reference are named param-VERSION-SOURCE.md.`,
    '',
    '| parameter | Flexible Server | Single Server | cluster | HorizonDB | allowed | source |',
    '|---|---|---|---|---|---|---|',
    ...documentedParameters.map(parameterRow),
    '',
    `- <${parameterReference}>`,
    `- <${horizonParameterReference}>`,
    '',
  ];
  return lines.join('\n');
}
