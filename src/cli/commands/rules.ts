import { defineCommand, oneOf, UsageError } from '../command';

const formats = ['text', 'json', 'markdown'] as const;

export interface RulesOptions {
  readonly format: (typeof formats)[number];
}

const usage = `Lists all rules.

Usage:
  postgresql-security rules [--format text|json|markdown]
`;

export const rulesCommand = defineCommand({
  name: 'rules',
  summary: 'lists all rules',
  usage,
  parameters: { format: { type: 'string' } },
  read: (words, { format }): RulesOptions => {
    if (words.length > 0) throw new UsageError('rules takes no paths.');
    return { format: oneOf('format', format, formats, 'text') };
  },
  run: async (options, io) => (await import('../rules-command')).runRules(options, io),
});
