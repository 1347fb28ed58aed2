export { createEvidence, evidenceServer, formatEvidenceJson } from '../outputs/evidence';
export { formatEvidenceCsv } from '../outputs/evidence-csv';
export { formatEvidenceMarkdown } from '../outputs/evidence-markdown';
export { evidenceResult, evidenceRun } from '../outputs/evidence-result';
export { formatSarif } from '../outputs/sarif';
export { compareReports } from '../engine/compare';
export { formatComparison } from '../outputs/comparison';
export { layers } from '../layers/catalog';
