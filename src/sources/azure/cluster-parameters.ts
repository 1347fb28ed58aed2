import type { JsonObject } from '../../model/value';
import { isJsonObject } from '../../model/value';
import { objectsAt, textAt } from './json';

/** The roles whose values each have a type of their own in Resource Manager. */
const roles: Readonly<Record<string, string>> = { coordinatorConfigurations: 'Coordinator', nodeConfigurations: 'Worker' };

/** Whether these children of a cluster are listed as parts of its configurations: one by one they can only be got. */
export const isRoleOfCluster = (segment: string): boolean => segment in roles;

const without = (object: JsonObject, left: string): JsonObject => Object.fromEntries(Object.entries(object).filter(([key]) => key !== left));

/**
 * Makes the parameters of one role out of the list of a cluster, in the shape in which Resource Manager answers one by
 * one. https://learn.microsoft.com/rest/api/postgresqlhsc/configurations/list-by-cluster
 */
export function parametersOfRole(configurations: readonly JsonObject[], cluster: string, segment: string): readonly JsonObject[] {
  return configurations.flatMap((configuration) => {
    const { properties } = configuration;
    const own = isJsonObject(properties) ? properties : {};
    const role = objectsAt(own, 'serverRoleGroupConfigurations').find((one) => textAt(one, 'role') === roles[segment]);
    if (role === undefined) return [];
    const shared = without(own, 'serverRoleGroupConfigurations');
    const values = without(role, 'role');
    const name = textAt(configuration, 'name');
    return [{ id: `${cluster}/${segment}/${name}`, name, type: `Microsoft.DBforPostgreSQL/serverGroupsv2/${segment}`, properties: { ...shared, ...values } }];
  });
}
