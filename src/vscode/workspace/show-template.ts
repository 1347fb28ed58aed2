import { kindNames } from '../../model/resource';
import type { Appearance } from '../tree/appearance';
import { calm, escapeMarkdown, icons, join, levelColors, levelIcon } from '../tree/appearance';
import { briefs, counts, plural, worst } from '../tree/summary';
import type { TemplateServer } from './workspace-servers';

/** Shows a file by the sum of its servers. @param path relative to the workspace. */
export function showTemplateFile(path: string, servers: readonly TemplateServer[]): Appearance {
  const findings = servers.flatMap(({ report }) => report.findings);
  const level = worst(findings);
  const parts = path.split('/');
  const description = join([parts.slice(0, -1).join('/'), `${counts(findings)} in ${plural(servers.length, 'server')}`], ' · ');
  return {
    label: parts.at(-1) ?? path,
    description,
    icon: { id: 'file-code', color: level === undefined ? calm : levelColors[level] },
    tooltip: escapeMarkdown(path),
    contextValue: 'template-file',
    foldable: 'open',
    spoken: join([path, level ?? '', description], ', '),
  };
}

/** Shows a server of a template by its worst finding. */
export function showTemplateServer({ name, report }: TemplateServer): Appearance {
  const { kind } = report.server;
  const level = worst(report.findings);
  const description = join([briefs(report.findings) || 'no findings', kind === 'flexible' ? '' : kindNames[kind]], ' · ');
  return {
    label: name,
    description,
    icon: level === undefined ? icons.pass : levelIcon(level),
    tooltip: join([`**${escapeMarkdown(name)}** · ${kindNames[kind]}`, 'As the template declares it.', report.reach === undefined ? '' : `Reachable from: ${escapeMarkdown(report.reach)}`], '\n\n'),
    contextValue: `template-server ${kind}`,
    foldable: 'closed',
    spoken: join([name, kindNames[kind], level ?? '', description], ', '),
  };
}
