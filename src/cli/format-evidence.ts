import type { Policy } from '../engine/policy';
import { layers } from '../layers/catalog';
import type { Evidence } from '../outputs/evidence';
import { formatEvidenceJson } from '../outputs/evidence';
import type { ScanOptions } from './commands/scan';
import { version } from './version';

/** Renders evidence in the format that was asked for. */
export async function formatEvidence(evidence: Evidence, { format, showUnknown }: Pick<ScanOptions, 'format' | 'showUnknown'>, policy: Policy): Promise<string> {
  switch (format) {
    case 'json':
      return formatEvidenceJson(evidence);
    case 'csv':
      return (await import('../outputs/evidence-csv')).formatEvidenceCsv(evidence);
    case 'markdown':
      return (await import('../outputs/evidence-markdown')).formatEvidenceMarkdown(evidence);
    case 'sarif': {
      const [{ evidenceResult, evidenceRun }, { formatSarif }] = await Promise.all([import('../outputs/evidence-result'), import('../outputs/sarif')]);
      return formatSarif(evidenceResult(evidence, showUnknown), { layers, policy, version, ...evidenceRun(evidence) });
    }
    case 'text':
      return (await import('../outputs/evidence-text')).formatEvidenceText(evidence, showUnknown);
  }
}
