import { nearest } from '../engine/configuration/near';
import { aliasOf } from '../engine/suppression';
import { suppressionRules } from '../engine/suppression-rules';
import { layers } from '../layers/catalog';
import type { LayerMeta } from '../model/layer-id';
import type { RuleMeta } from '../model/rule';
import { compareText } from '../outputs/check-result';
import { listWords } from '../outputs/count';
import { markdownText, noStyle, terminalStyle } from '../outputs/markdown-text';
import { printable } from '../outputs/printable';
import { ruleAddress } from '../outputs/rule-address';
import type { CommandIo, ExitCode } from './command-io';
import type { ExplainOptions } from './commands/explain';
import { wantsColors } from './format-result';
import { rulePageOf } from './rule-page-of';

interface Found {
  readonly rule: RuleMeta;
  readonly layer: LayerMeta;
}

const all: readonly Found[] = layers.flatMap(({ meta, rules }) => rules.map((rule) => ({ rule, layer: meta })));

/** The rules that are called so: by us, by templates, by the catalogue, or by other tools. */
function find(name: string): readonly Found[] {
  const wanted = name.toLowerCase();
  const own = all.filter(({ rule }) => [rule.id, aliasOf(rule.id)].includes(wanted as RuleMeta['id']));
  if (own.length > 0) return own;
  return all.filter(({ rule }) => [...rule.catalogue, ...Object.values(rule.equivalents).flat()].some((id) => id.toLowerCase() === wanted));
}

function suppressionPage(name: string): string | undefined {
  const rule = suppressionRules.find(({ id }) => id === name.toLowerCase() || id.replace('/', '-') === name.toLowerCase());
  return rule && `# ${rule.title}\n\n\`${rule.id}\`\n\n${rule.why}\n\nLevel: ${rule.level}. See <${ruleAddress(rule.id)}>.\n`;
}

/** What somebody may have meant: a name that differs in a few letters, or the rules whose names hold the word. */
function suggestion(name: string): string {
  const ids = [...all.map(({ rule }) => rule.id), ...suppressionRules.map(({ id }) => id)];
  const near = nearest(name, ids) ?? nearest(name.replace('-', '/'), ids);
  if (near !== undefined) return `Is ${near} meant?`;
  const holding = name.length < 3 ? [] : ids.filter((id) => id.includes(name.toLowerCase())).sort(compareText);
  if (holding.length > 0) return `Is one of these meant: ${holding.slice(0, 8).join(', ')}${holding.length > 8 ? ' …' : ''}?`;
  return 'The command rules lists all rules.';
}

/** Prints the page of a rule. */
export function runExplain({ rule: name, format }: ExplainOptions, io: CommandIo): ExitCode {
  const print = (markdown: string): void => {
    io.out(format === 'markdown' ? markdown : markdownText(markdown, wantsColors(false, io) ? terminalStyle : noStyle));
  };
  const own = suppressionPage(name);
  const found = find(name);
  const [first, ...others] = found;
  if (own !== undefined) print(own);
  else if (first === undefined) {
    io.error(`There is no rule "${printable(name)}". ${suggestion(name)}\n`);
    return 2;
  } else if (others.length > 0) {
    const ids = found.map(({ rule }) => rule.id).sort(compareText);
    print(`${name} is several rules here: ${listWords(ids)}. Explain one of them.\n`);
  } else print(rulePageOf(first.rule, first.layer));
  return 0;
}
