import { guid, type Checked } from './child-validation';
import type { JsonObject } from './message';
import { isObject, textOf } from './message';
import { invalidValue } from './refusal';

/**
 * Checks a role of a cluster by what the REST reference says of it: its name, its type, and that it has a password or an
 * identity of Microsoft Entra. A password is told to nobody. https://learn.microsoft.com/rest/api/postgresqlhsc/roles/create
 */
export function checkClusterRole({ name, properties }: { readonly name: string; readonly properties: JsonObject }): Checked {
  const { roleType = 'user', externalIdentity = null, password } = properties;
  if (!/^[-\w.]+$/.test(name)) return { refusal: invalidValue('roleName') };
  if (!['user', 'admin'].includes(textOf(roleType))) return { refusal: invalidValue('roleType') };
  if (externalIdentity === null) return textOf(password) === '' ? { refusal: invalidValue('password') } : { properties: { roleType, externalIdentity } };
  if (!isObject(externalIdentity)) return { refusal: invalidValue('externalIdentity') };
  if (!guid.test(textOf(externalIdentity.objectId))) return { refusal: invalidValue('objectId') };
  if (!['user', 'group', 'servicePrincipal'].includes(textOf(externalIdentity.principalType))) return { refusal: invalidValue('principalType') };
  return { properties: { roleType, externalIdentity } };
}
