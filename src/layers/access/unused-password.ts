import { inResource } from '../../model/address';
import { settingOf } from '../../model/resource';
import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleServer } from '../example';
import type { AccessFacts } from './facts';

const path = ['properties', 'administratorLoginPassword'] as const;

const example = (...more: readonly string[]): string =>
  `@secure()\nparam administratorPassword string\n\n${exampleServer('flexible', [
    ...more,
    'authConfig: {',
    "  activeDirectoryAuth: 'Enabled'",
    "  passwordAuth: 'Disabled'",
    '}',
  ])}`;

export const unusedPassword: Rule<AccessFacts> = {
  meta: {
    id: 'access/unused-password',
    title: 'A server without passwords needs no administrator password',
    brief: 'unused administrator password',
    severity: 'low',
    group: 'info',
    why: 'A secret that nothing needs still has to be stored, handed over and kept, and works again once passwords are switched on.',
    condition: 'administratorLoginPassword is given while authConfig.passwordAuth is Disabled.',
    sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers'],
    equivalents: {},
    catalogue: ['PGAUTH015'],
    appliesTo: ['flexible', 'horizon'],
    surface: ['template'],
    examples: {
      failing: example("administratorLogin: 'orders'", 'administratorLoginPassword: administratorPassword'),
      passing: exampleServer('flexible', ['authConfig: {', "  activeDirectoryAuth: 'Enabled'", "  passwordAuth: 'Disabled'", '}']),
    },
  },
  judge: ({ passwords }, { server }) => {
    const at = inResource(server.resource.key, ...path);
    const given = settingOf(server.resource, path);
    if (given === undefined || given === '') return [holds(at)];
    return [
      combine({ passwords }, (values) =>
        values.passwords
          ? notApplicable(at, 'The server takes passwords.')
          : {
              verdict: 'fails',
              at,
              message: 'The template gives an administrator password although password authentication is off.',
              fix: { title: 'Leave the password out', effect: 'safe', changes: [{ kind: 'remove', at }] },
            },
      ),
    ];
  },
};
