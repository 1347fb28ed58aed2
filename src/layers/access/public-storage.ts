import { word } from '../../model/fact';
import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { documented } from '../documented-parameters';
import { exampleParameters } from '../example';
import { parameterFix, readParameter } from '../parameter';
import type { AccessFacts } from './facts';

const onOff = word('on', 'off');

export const publicAccounts = documented('azure_storage.public_account_access', onOff);
export const networkAccess = documented('azure_storage.allow_network_access', onOff);

/** Without the network the extension reaches no account at all, so that either parameter is enough. */
export const publicStorage: Rule<AccessFacts> = {
  meta: {
    id: 'access/public-storage',
    title: 'The storage extension should not reach public accounts',
    brief: 'reaches public storage accounts',
    severity: 'medium',
    group: 'warning',
    why: 'Every role can then read from and write to storage accounts of anybody, which is a way out for data.',
    condition:
      'azure_storage is among the allowed extensions, and both azure_storage.public_account_access and azure_storage.allow_network_access are on. Absent, they are on.',
    sources: [
      'https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/server-parameters/includes/param-12-customized-options.md',
    ],
    equivalents: {},
    catalogue: ['PGVER008'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleParameters({ 'azure.extensions': 'azure_storage' }),
      passing: exampleParameters({ 'azure.extensions': 'azure_storage', 'azure_storage.public_account_access': 'off' }),
    },
  },
  judge: ({ extensions }, context) =>
    extensions.flatMap((allowed) =>
      readParameter(context, publicAccounts).flatMap((accounts) =>
        readParameter(context, networkAccess).map((network) => {
          const { at } = accounts;
          const open = combine({ allowed }, (values) =>
            values.allowed.includes('azure_storage') ? holds(at) : notApplicable(at, 'The extension azure_storage is not allowed.'),
          );
          if (open.verdict !== 'holds') return open;
          return combine({ accounts, network }, (values) => {
            if (values.accounts === 'off' || values.network === 'off') return holds(at);
            const fix = parameterFix(at, context, {
              title: 'Keep the extension to accounts with credentials',
              name: publicAccounts.name,
              value: 'off',
              effect: 'interrupts',
            });
            return {
              verdict: 'fails',
              at,
              message: 'The extension azure_storage may be created, and reaches public storage accounts without credentials.',
              related: [{ at: allowed.at, message: 'The extension is allowed here.' }],
              ...(fix === undefined ? {} : { fix }),
            };
          });
        }),
      ),
    ),
};
