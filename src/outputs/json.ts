import type { CheckResult, RelatedResult, ResultFinding, ResultProblem, TextRange } from './check-result';

const plainRange = ({ start, end }: TextRange): TextRange => ({
  start: { line: start.line, column: start.column },
  end: { line: end.line, column: end.column },
});

const rangeOrNull = (range: TextRange | null): TextRange | null => (range === null ? null : plainRange(range));

const plainRelated = ({ message, file, range }: RelatedResult): RelatedResult => ({
  message,
  file,
  range: rangeOrNull(range),
});

/** Lists each property by name: other programs read this, so nothing gets in by accident and the order is fixed. */
function plainFinding(finding: ResultFinding): ResultFinding {
  const { ruleId, layer, level, outcome, message, file, range, resource, property, related, fixable } = finding;
  return {
    ruleId,
    layer,
    level,
    outcome,
    message,
    file,
    range: rangeOrNull(range),
    resource:
      resource && { ...(resource.id === undefined ? {} : { id: resource.id }), type: resource.type, name: resource.name },
    property,
    related: related.map(plainRelated),
    fixable,
  };
}

const plainProblem = ({ file, message, range }: ResultProblem): ResultProblem => ({
  file,
  message,
  ...(range === undefined ? {} : { range: plainRange(range) }),
});

/** Writes a list piece by piece: of ten thousand findings a copy of all at once would take much memory. */
function list<T>(items: readonly T[], plain: (item: T) => T): string {
  const written = items.map((item) => JSON.stringify(plain(item), undefined, 2).replaceAll('\n', '\n    '));
  return written.length === 0 ? '[]' : `[\n    ${written.join(',\n    ')}\n  ]`;
}

/** Renders a result as JSON for other programs. `version` changes when a reader of an older one would go wrong. */
export function formatJson({ findings, problems, summary }: CheckResult): string {
  const { files, servers, error, warning, info, unknown, suppressed } = summary;
  const sum = JSON.stringify({ files, servers, error, warning, info, unknown, suppressed }, undefined, 2).replaceAll('\n', '\n  ');
  return `{
  "version": 1,
  "findings": ${list(findings, plainFinding)},
  "problems": ${list(problems, plainProblem)},
  "summary": ${sum}
}
`;
}
