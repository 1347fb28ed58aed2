import { layers } from '../layers/catalog';
import { formatRulesJson } from '../outputs/rules-json';
import { formatRulesMarkdown } from '../outputs/rules-markdown';
import { formatRulesText } from '../outputs/rules-text';
import type { CommandIo, ExitCode } from './command-io';
import type { RulesOptions } from './commands/rules';

const formats = { text: formatRulesText, json: formatRulesJson, markdown: formatRulesMarkdown };

/** Writes the list of all rules. */
export function runRules({ format }: RulesOptions, io: CommandIo): ExitCode {
  io.out(formats[format](layers));
  return 0;
}
