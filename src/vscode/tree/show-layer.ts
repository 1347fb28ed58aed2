import type { Kind } from '../../model/resource';
import type { Appearance, Icon } from './appearance';
import { escapeMarkdown, icons, join, levelIcon } from './appearance';
import type { LayerNode } from './node';
import { briefs, failed, worst } from './summary';

function icon({ result }: LayerNode): Icon {
  const level = worst(result.findings);
  if (level !== undefined) return levelIcon(level);
  return result.unread.length > 0 ? icons.question : icons.quiet;
}

/**
 * Shows a layer: what is wrong with it, else what it says in a few calm words.
 * @param differences in what it differs from the other side of a comparison, in a sentence each.
 */
export function showLayer(node: LayerNode, kind: Kind, differences: readonly string[] = []): Appearance {
  const { result } = node;
  const { layer } = result;
  const partly = result.unread.length > 0 ? 'not all could be read' : '';
  const differs = differences.length === 0 ? '' : `${differences.length} ${differences.length === 1 ? 'differs' : 'differ'}`;
  const description = join([briefs(result.findings) || result.text, partly, differs], ' · ');
  const leaves = failed(result.findings).length + result.facts.length;
  return {
    label: layer.label,
    description,
    icon: icon(node),
    tooltip: join([`**${escapeMarkdown(layer.label)}**`, escapeMarkdown(layer.summary), ...[...result.unread, ...differences].map((line) => `- ${escapeMarkdown(line)}`)], '\n\n'),
    contextValue: `layer layer-${layer.id} ${kind}`,
    foldable: leaves === 0 ? 'no' : 'closed',
    spoken: join([layer.label, worst(result.findings) ?? 'no findings', description], ', '),
  };
}
