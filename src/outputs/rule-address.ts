import type { RuleId } from '../model/rule';

/** The folder of the generated pages, as people read it in a browser. */
const pages = 'https://github.com/postgresql-security/postgresql-security-for-azure/blob/main/docs/rules';

/** The address of a rule's page: what a diagnostic's code links to, and SARIF's `helpUri`. */
export function ruleAddress(id: RuleId): string {
  return `${pages}/${id}.md`;
}
