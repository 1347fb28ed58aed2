import type { Path } from '../../model/address';
import { inResource } from '../../model/address';
import { parameterWithoutValue } from '../../model/reasons';
import type { Resource } from '../../model/resource';
import { serverTypes, settingOf } from '../../model/resource';
import type { Context, Rule } from '../../model/rule';
import { isUnknown } from '../../model/value';
import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import { horizonAuthentications } from '../entra/facts';
import { exampleServer } from '../example';
import type { AccessFacts } from './facts';
import { parameterAdvice } from './sources';
import { writtenTexts } from './written-texts';

/** Judges one password of a child: a text in a file fails, and where asked for, one from a parameter that is not secure. */
function judgePassword(child: Resource, path: Path, what: string, { snapshot }: Context): readonly Judgement[] {
  const value = settingOf(child, path);
  const at = inResource(child.key, ...path);
  if (value === undefined || value === '') return [];
  if (writtenTexts(value).length > 0) return [{ verdict: 'fails', at, message: `The password ${what} is written in a file.` }];
  if (!isUnknown(value)) return [holds(at)];
  if (value.sensitive === true) return [holds(at)];
  const name = parameterWithoutValue(value.because);
  const found = snapshot.declarations.find(({ at: own }) => own.kind === 'parameter' && own.name === name);
  if (found === undefined) return [undecided(at, value.because)];
  if (found.secure) return [holds(at)];
  const declaration = found.at;
  const fix = { title: `Make ${declaration.name} secure`, effect: 'safe' as const, changes: [{ kind: 'secure' as const, at: declaration }] };
  return [{ verdict: 'fails', at, message: `The password ${what} comes from the parameter ${declaration.name}, which is not secure.`, fix }];
}

const migration = (before: string, password: string): string =>
  `${before}${exampleServer('flexible', ["version: '17'"], [
    "resource move 'migrations' = {",
    "  name: 'from-single'",
    "  location: 'westeurope'",
    '  properties: {',
    '    secretParameters: {',
    '      adminCredentials: {',
    `        sourceServerPassword: ${password}`,
    `        targetServerPassword: ${password}`,
    '      }',
    '    }',
    '  }',
    '}',
  ])}`;

export const migrationPassword: Rule<AccessFacts> = {
  meta: {
    id: 'access/migration-password',
    title: 'The passwords of a migration must come from secure parameters',
    brief: 'password of a migration is readable',
    severity: 'high',
    group: 'error',
    why: 'They are the passwords of the administrators of both servers, and a file or a plain parameter shows them.',
    condition:
      'sourceServerPassword or targetServerPassword of a migration is a text in a file or comes from a parameter that is not secure.',
    sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers/migrations', parameterAdvice],
    equivalents: {},
    catalogue: ['PGSEC012'],
    appliesTo: ['flexible'],
    surface: ['template'],
    examples: {
      failing: migration('param password string\n\n', 'password'),
      passing: migration('@secure()\nparam password string\n\n', 'password'),
    },
  },
  judge: (_, context) =>
    context.snapshot.children(context.server.resource.key, `${serverTypes.flexible}/migrations`).items.flatMap((child) =>
      (['source', 'target'] as const).flatMap((side) =>
        judgePassword(child, ['properties', 'secretParameters', 'adminCredentials', `${side}ServerPassword`], `of the ${side} server`, context),
      ),
    ),
};

const role = (before: string, password: string): string =>
  `${before}${exampleServer('cluster', ["postgresqlVersion: '16'"], [
    "resource reports 'roles' = {",
    "  name: 'reports'",
    '  properties: {',
    `    password: ${password}`,
    '  }',
    '}',
  ])}`;

export const rolePassword: Rule<AccessFacts> = {
  meta: {
    id: 'access/role-password',
    title: 'The password of a role must come from a secure parameter',
    brief: 'password of a role is readable',
    severity: 'critical',
    group: 'error',
    why: 'Whoever can read the file, or any older version of it, can sign in as that role.',
    condition:
      'The password of a role of a cluster, or that of the administrator where a HorizonDB cluster has it in a resource of its own (authentications), is a text in a file or comes from a parameter that is not secure.',
    sources: [
      'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servergroupsv2/roles',
      'https://learn.microsoft.com/azure/templates/microsoft.horizondb/clusters/authentications',
      parameterAdvice,
    ],
    equivalents: {},
    catalogue: ['PGSEC013'],
    appliesTo: ['cluster', 'horizon'],
    surface: ['template'],
    examples: {
      failing: role('', "'not-A-real-1'"),
      passing: role('@secure()\nparam password string\n\n', 'password'),
    },
  },
  judge: (_, context) => {
    const { snapshot, server } = context;
    const of = (type: string): readonly Resource[] => snapshot.children(server.resource.key, type).items;
    if (server.kind === 'horizon') return of(horizonAuthentications).flatMap((child) => judgePassword(child, ['properties', 'administratorLoginPassword'], 'of the administrator', context));
    return of(`${serverTypes.cluster}/roles`).flatMap((child) => judgePassword(child, ['properties', 'password'], 'of the role', context));
  },
};
