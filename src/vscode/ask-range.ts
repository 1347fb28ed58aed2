import { InputBoxValidationSeverity, window } from 'vscode';
import type { Range } from '../layers/firewall/range';
import type { Analysis } from './load-analysis';
import { UserMessage } from './user-message';

export interface RangeQuestion {
  readonly title: string;
  readonly value?: string;
  /** Says what is wrong with a range that can be read, or nothing. */
  readonly validate?: (range: Range) => string | undefined;
}

/** Asks for addresses, and says while they are typed which ones they are; nothing where the person thinks better of it. */
export async function askRange(analysis: Analysis, { title, value = '', validate }: RangeQuestion): Promise<Range | undefined> {
  const text = await window.showInputBox({
    title,
    value,
    prompt: 'An IPv4 address, a range, or a network in CIDR notation',
    placeHolder: '203.0.113.7 or 203.0.113.0 - 203.0.113.63 or 203.0.113.0/26',
    ignoreFocusOut: true,
    validateInput: (typed) => {
      if (typed.trim() === '') return undefined;
      const parsed = analysis.parseRange(typed);
      if (!parsed.ok) return parsed.message;
      const wrong = validate?.(parsed.range);
      if (wrong !== undefined) return wrong;
      const words = `${analysis.formatRange(parsed.range)}: ${analysis.formatCount(analysis.countAddresses(parsed.range))}`;
      return { message: [words, parsed.note].filter(Boolean).join('. '), severity: InputBoxValidationSeverity.Info };
    },
  });
  if (text === undefined || text.trim() === '') return undefined;
  const parsed = analysis.parseRange(text);
  if (!parsed.ok) throw new UserMessage(parsed.message);
  return parsed.range;
}
