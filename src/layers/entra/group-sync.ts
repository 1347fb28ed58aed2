import { word } from '../../model/fact';
import { documented } from '../documented-parameters';
import { parameterRule } from '../parameter-rule';
import { isOff, readEntra } from './facts';

export const groupSync = parameterRule({
  id: 'entra/group-sync',
  title: 'Members of Microsoft Entra groups should sign in under their own names',
  brief: 'members of groups share a role',
  severity: 'info',
  group: 'strict',
  why: 'Members of a group sign in under the name of the group, so that the log does not tell who it was.',
  condition:
    'The parameter pgaadauth.enable_group_sync is off, on a server that takes Microsoft Entra sign-ins. Absent, it is off.',
  sources: [
    'https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/server-parameters/includes/param-12-customized-options.md',
    'https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts',
  ],
  equivalents: {},
  catalogue: ['PGAUTH016'],
  judged: [
    {
      parameter: documented('pgaadauth.enable_group_sync', word('on', 'off')),
      isRight: (value) => value === 'on',
      message: () => 'Members of Microsoft Entra groups have no roles of their own: pgaadauth.enable_group_sync is off.',
      right: 'on',
      wrong: 'off',
    },
  ],
  fix: 'Give members of groups roles of their own',
  properties: ['authConfig: {', "  activeDirectoryAuth: 'Enabled'", '}'],
  except: (context) => (isOff(readEntra(context)) ? 'Microsoft Entra authentication is off.' : undefined),
});
