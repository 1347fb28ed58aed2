import type { ReportingDescriptorRelationship, ToolComponent, ToolComponentReference } from 'sarif';
import type { Layer } from '../model/layer';
import type { RuleMeta } from '../model/rule';
import { compareText } from './check-result';
import { toolNames } from './tool-names';

/** The checks of other tools and the demands of benchmarks that rules are equal to. */
export interface Taxonomies {
  readonly components: readonly ToolComponent[];
  readonly references: readonly ToolComponentReference[];
  readonly relationships: (rule: RuleMeta) => readonly ReportingDescriptorRelationship[];
}

/** These demand something that a rule is a part of; the ids of other tools are checks of the same. */
const benchmarks: ReadonlySet<string> = new Set(['mcsb', 'cis', 'azurepolicy', 'defender', 'aprl', 'review-checklist']);

/** Lists every tool and benchmark that the rules name, with the ids that they name of it. */
export function createTaxonomies(layers: readonly Layer[]): Taxonomies {
  const ids = new Map<string, Set<string>>();
  for (const { equivalents } of layers.flatMap(({ rules }) => rules)) {
    for (const [tool, equal] of Object.entries(equivalents)) ids.set(tool, new Set([...(ids.get(tool) ?? []), ...equal]));
  }
  const tools = [...ids.keys()].sort(compareText);
  const taxa = new Map(tools.map((tool) => [tool, [...(ids.get(tool) ?? [])].sort(compareText)]));
  const references = tools.map((name, index) => ({ name, index }));
  return {
    references,
    components: tools.map((name) => ({
      name,
      fullName: toolNames[name] ?? name,
      shortDescription: { text: `What ${toolNames[name] ?? name} checks or asks for.` },
      isComprehensive: false,
      taxa: (taxa.get(name) ?? []).map((id) => ({ id })),
    })),
    relationships: ({ equivalents }) =>
      Object.entries(equivalents)
        .sort(([a], [b]) => compareText(a, b))
        .flatMap(([tool, equal]) =>
          equal.map((id) => ({
            target: { id, index: taxa.get(tool)?.indexOf(id) ?? -1, toolComponent: { name: tool, index: tools.indexOf(tool) } },
            kinds: [benchmarks.has(tool) ? 'relevant' : 'equal'],
          })),
        ),
  };
}
