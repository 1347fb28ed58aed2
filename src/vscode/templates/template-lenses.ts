import { CodeLens, languages, type CodeLensProvider, type Disposable, type TextDocument } from 'vscode';
import { worst } from '../tree/summary';
import type { Services } from '../services';
import { lensText } from './lens-text';
import type { TemplateChecks } from './template-checks';
import { TemplateFiles, templateLanguages } from './template-files';

/** Sums up each server in a line above it. Shows what the last check found: nothing is judged for its sake. */
class TemplateLenses implements CodeLensProvider {
  readonly onDidChangeCodeLenses;

  constructor(
    private readonly checks: TemplateChecks,
    private readonly services: Services,
  ) {
    this.onDidChangeCodeLenses = checks.onDidCheck;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!this.services.settings().codeLens) return [];
    const files = new TemplateFiles();
    const shown = new Set<string>();
    return this.checks.servers(document).flatMap(({ report, at }) => {
      const level = worst(report.findings);
      // The editor drops an ordinary space behind an icon.
      const title = `$(${level ?? 'pass'})\u00a0${lensText(report)}`;
      // A server that is deployed more than once says the same of each only once.
      const same = `${at.start} ${title}`;
      if (shown.has(same) || (report.server.resource.existing && level === undefined)) return [];
      shown.add(same);
      const target = { command: 'postgresqlSecurity.showTemplateServer', title, tooltip: 'Show the security layers of this server', arguments: [report.server.resource.key] };
      return [new CodeLens(files.range(at), target)];
    });
  }
}

export function registerTemplateLenses(checks: TemplateChecks, services: Services): Disposable {
  return languages.registerCodeLensProvider([...templateLanguages], new TemplateLenses(checks, services));
}
