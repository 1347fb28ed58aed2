import type { ResultRuleId } from './result-rule';

/** The documents, as people read them in a browser. */
const documents = 'https://github.com/postgresql-security/postgresql-security-for-azure/blob/main/docs';

/** The address of a rule's page: what a diagnostic's code links to, and SARIF's `helpUri`. */
export function ruleAddress(id: ResultRuleId): string {
  return id.startsWith('suppression/') ? `${documents}/suppression.md#what-is-reported` : `${documents}/rules/${id}.md`;
}
