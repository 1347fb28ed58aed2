import { defineCommand, oneOf, UsageError } from '../command';

const formats = ['text', 'markdown'] as const;

export interface ExplainOptions {
  readonly rule: string;
  readonly format: (typeof formats)[number];
}

const usage = `Prints the page of a rule: why it matters, when it fails, how to mend it, and where that is written.

Usage:
  postgresql-security explain <rule id> [--format text|markdown]

The rule may also be given as templates spell it (tls-minimum-version), or by the id of an equal check of another
tool (CKV_AZURE_147).

Exit codes: 0 printed, 2 there is no such rule.
`;

export const explainCommand = defineCommand({
  name: 'explain',
  summary: 'prints the page of a rule',
  usage,
  parameters: { format: { type: 'string' } },
  read: ([rule, ...others], { format }): ExplainOptions => {
    if (rule === undefined || rule === '') throw new UsageError('explain needs the id of a rule. The command rules lists them.');
    if (others.length > 0) throw new UsageError('explain takes one rule.');
    return { rule, format: oneOf('format', format, formats, 'text') };
  },
  run: async (options, io) => (await import('../explain-command')).runExplain(options, io),
});
