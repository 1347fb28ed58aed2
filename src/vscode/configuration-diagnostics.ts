import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, workspace, type TextDocument } from 'vscode';
import { isConfiguration } from './configurations';
import { diagnosticOf, diagnosticSource } from './diagnostic-of';
import { loadAnalysis } from './load-analysis';
import type { Services } from './services';

/** Shows what does not hold in open configuration files, at its places. What is no JSON is the editor's own to tell. */
export function registerConfigurationDiagnostics({ configurations }: Pick<Services, 'configurations'>): Disposable {
  const collection = languages.createDiagnosticCollection('postgresql-security-configuration');
  const check = async (document: TextDocument): Promise<void> => {
    if (!isConfiguration(document)) return;
    const analysis = await loadAnalysis();
    if (document.isClosed) return;
    const { problems, suppressions, configuration, text } = configurations.read(analysis, document.uri);
    if (text !== document.getText()) return;
    const shown = problems.map(({ message, start, end }) => {
      const diagnostic = new Diagnostic(new Range(document.positionAt(start), document.positionAt(end)), message, DiagnosticSeverity.Error);
      diagnostic.source = diagnosticSource;
      return diagnostic;
    });
    const level = analysis.suppressionLevel('suppression/expired', configuration.rules);
    const expired = level === 'off' ? [] : analysis.expiredSuppressions(suppressions, new Date().toISOString().slice(0, 10));
    const reported = expired.map(({ message, start, end }) => {
      const range = new Range(document.positionAt(start), document.positionAt(end));
      return diagnosticOf({ message, range, level: level === 'off' ? 'info' : level, ruleId: 'suppression/expired' });
    });
    collection.set(document.uri, [...shown, ...reported]);
  };
  const checkAll = (): void => {
    for (const document of workspace.textDocuments) void check(document);
  };
  checkAll();
  return Disposable.from(
    collection,
    configurations.onDidChange(checkAll),
    workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
  );
}
