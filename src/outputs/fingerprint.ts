import type { ResultFinding } from './check-result';

/** FNV-1a over UTF-16 units, 32 bits. @param seed makes further, different hashes of the same text. */
function hash(text: string, seed: number): string {
  let value = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value.toString(16).padStart(8, '0');
}

/**
 * Names each finding so that it stays the same one while lines move and values change: by its rule, file, resource and
 * property; what is live by its id as well, as one server has many rules. Where several are alike in all of these, their order tells them apart.
 */
export function fingerprints(findings: readonly ResultFinding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ ruleId, file, resource, property, outcome }) => {
    const live = resource?.id === undefined ? [] : [resource.id.toLowerCase()];
    const what = JSON.stringify([ruleId, outcome, file, resource?.type, resource?.name, property, ...live]);
    const ordinal = (seen.get(what) ?? 0) + 1;
    seen.set(what, ordinal);
    return `${hash(what, 0)}${hash(what, 0x9e3779b9)}:${ordinal}`;
  });
}
