import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, workspace, type TextDocument } from 'vscode';
import { coalesce } from './coalesce';
import { isConfiguration, type ConfigurationFile } from './configurations';
import { diagnosticOf, diagnosticSource } from './diagnostic-of';
import { loadAnalysis, type Analysis } from './load-analysis';
import type { Services } from './services';

type Needed = Pick<Services, 'configurations' | 'fleet'>;

/** What is wrong with the exceptions of a file: their last day has passed, or they hide nothing on servers that were read. */
function aboutExceptions({ suppressions, configuration }: ConfigurationFile, analysis: Analysis, { configurations, fleet }: Needed) {
  const { unusedSuppressions, expiredSuppressions, suppressionLevel, levelOf, layers } = analysis;
  const today = new Date().toISOString().slice(0, 10);
  const policy = configurations.policy(analysis);
  const rules = layers.flatMap((layer) => layer.rules);
  const speaks = (id: string): boolean => rules.some((rule) => rule.id === id && levelOf(policy, rule) !== 'off');
  const servers = fleet.servers().map(({ summary, report }) => ({ id: summary.id, ...(report === undefined ? {} : { report }) }));
  const notices = [
    ...expiredSuppressions(suppressions, today).map((notice) => ({ ...notice, ruleId: 'suppression/expired' as const })),
    ...unusedSuppressions(suppressions, servers, today, speaks).map((notice) => ({ ...notice, ruleId: 'suppression/unused' as const })),
  ];
  return notices.flatMap((notice) => {
    const level = suppressionLevel(notice.ruleId, configuration.rules);
    return level === 'off' ? [] : [{ ...notice, level }];
  });
}

/** Shows what does not hold in open configuration files, at its places. What is no JSON is the editor's own to tell. */
export function registerConfigurationDiagnostics(services: Needed): Disposable {
  const { configurations, fleet } = services;
  const collection = languages.createDiagnosticCollection('postgresql-security-configuration');
  const check = async (document: TextDocument): Promise<void> => {
    if (!isConfiguration(document)) return;
    const analysis = await loadAnalysis();
    if (document.isClosed) return;
    const file = configurations.read(analysis, document.uri);
    const { problems, text } = file;
    if (text !== document.getText()) return;
    const shown = problems.map(({ message, start, end }) => {
      const diagnostic = new Diagnostic(new Range(document.positionAt(start), document.positionAt(end)), message, DiagnosticSeverity.Error);
      diagnostic.source = diagnosticSource;
      return diagnostic;
    });
    const reported = aboutExceptions(file, analysis, services).map(({ message, start, end, level, ruleId }) => {
      const range = new Range(document.positionAt(start), document.positionAt(end));
      return diagnosticOf({ message, range, level, ruleId });
    });
    collection.set(document.uri, [...shown, ...reported]);
  };
  const checkAll = (): void => {
    for (const document of workspace.textDocuments) void check(document);
  };
  // Whether an exception hides something is seen once its server was read; many may be read in a row.
  const later = coalesce(checkAll);
  checkAll();
  return Disposable.from(
    collection,
    later,
    configurations.onDidChange(checkAll),
    fleet.onDidChange(later.ask),
    workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
  );
}
