import type { DirectoryObject } from './fleet';

/** The people, groups and applications of the invented company, whom Microsoft Graph would find. */
export function sampleDirectory(person: { readonly objectId: string; readonly name: string; readonly principalName: string }): readonly DirectoryObject[] {
  const id = (end: string): string => `7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e${end}`;
  const user = (end: string, displayName: string, userPrincipalName: string): DirectoryObject => ({ kind: 'user', id: id(end), displayName, userPrincipalName });
  return [
    { kind: 'user', id: person.objectId, displayName: person.name, userPrincipalName: person.principalName },
    user('02', 'Lee Gu', 'lee@contoso.com'),
    user('03', 'Ada Lindqvist', 'ada@contoso.com'),
    user('04', 'Postel O’Brien', "postel.o'brien@contoso.com"),
    user('05', 'Guest of Fabrikam', 'sam_fabrikam.com#EXT#@contoso.com'),
    { kind: 'group', id: id('10'), displayName: 'PostgreSQL Administrators' },
    { kind: 'group', id: id('11'), displayName: 'PostgreSQL Readers' },
    { kind: 'servicePrincipal', id: id('20'), displayName: 'sp-payments-deploy', appId: '1b7e0c4d-52a9-4f3e-8c61-9d0a7b6e5f20' },
    { kind: 'servicePrincipal', id: id('21'), displayName: 'id-postgresql-backup', appId: '1b7e0c4d-52a9-4f3e-8c61-9d0a7b6e5f21' },
  ];
}
