import { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Uri, type Location, type Range } from 'vscode';
import type { Level } from '../model/rule';
import type { ResultRuleId } from '../outputs/result-rule';
import { ruleAddress } from '../outputs/rule-address';

/** What a diagnostic shows of a finding, once its addresses have become places in text. */
export interface PlacedFinding {
  readonly message: string;
  readonly level: Level;
  readonly ruleId: ResultRuleId;
  readonly range: Range;
  readonly related?: readonly { readonly location: Location; readonly message: string }[];
}

/** Who says it, in the Problems panel and in hovers. */
export const diagnosticSource = 'PostgreSQL Security';

/** An info is a choice or context: a hint shows as dots in the editor and stays out of the Problems panel. */
const severities: Readonly<Record<Level, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Hint,
};

/** Makes the diagnostic of a finding, for templates and live servers alike. Its code links to the rule's page. */
export function diagnosticOf(finding: PlacedFinding): Diagnostic {
  const diagnostic = new Diagnostic(finding.range, finding.message, severities[finding.level]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: finding.ruleId, target: Uri.parse(ruleAddress(finding.ruleId)) };
  diagnostic.relatedInformation = (finding.related ?? []).map(
    ({ location, message }) => new DiagnosticRelatedInformation(location, message),
  );
  return diagnostic;
}
