import { defineCommand, oneOf, UsageError } from '../command';

const languages = ['bicep', 'json'] as const;
const networks = ['private', 'public'] as const;

export interface NewServerOptions {
  readonly language: (typeof languages)[number];
  readonly network: (typeof networks)[number];
  readonly output?: string;
}

const usage = `Writes a template of a Flexible Server that the rules have nothing against.

Usage:
  postgresql-security new-server [options]

The server takes Microsoft Entra sign-ins only; what has to be chosen for it are parameters of the template.

Options:
  --language bicep|json      the language of the template (bicep, or what the name of the file says)
  --network private|public   in a virtual network, or open to one range of public addresses (private)
  --output FILE              write it to a new file instead of standard output; never over one that exists

Exit codes: 0 written, 2 not written.
`;

export const newServerCommand = defineCommand({
  name: 'new-server',
  summary: 'writes a template of a secure server',
  usage,
  parameters: { language: { type: 'string' }, network: { type: 'string' }, output: { type: 'string' } },
  read: (words, { language, network, output }): NewServerOptions => {
    if (words.length > 0) throw new UsageError('new-server takes options only. Name the file by --output.');
    if (output === '') throw new UsageError('--output needs the name of a file.');
    const named = /\.jsonc?$/i.test(output ?? '') ? 'json' : 'bicep';
    return {
      language: oneOf('language', language, languages, named),
      network: oneOf('network', network, networks, 'private'),
      ...(output === undefined ? {} : { output }),
    };
  },
  run: async (options, io) => (await import('../new-server-command')).runNewServer(options, io),
});
