/** A resource as a compiled template lists it; what is nested in it is another one. */
export interface ListedResource {
  /** Nothing in templates without symbolic names. */
  readonly symbol: string | undefined;
  readonly type: string;
  readonly apiVersion: string;
  readonly existing: boolean;
  /** The template that a deployment holds, and whether that one has names of its own. */
  readonly template: Json | undefined;
  readonly inner: boolean;
}

/** JSON as JSON.parse gives it. */
export type Json = Readonly<Record<string, unknown>>;

export const deploymentType = 'microsoft.resources/deployments';

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether resources are named by their symbols, which lists all that the template only refers to. */
export const isSymbolic = (template: Json): boolean => isObject(template['resources']);

/** Resources of extensions have the version in the type. */
function versioned(type: string, apiVersion: unknown): Pick<ListedResource, 'type' | 'apiVersion'> {
  if (typeof apiVersion === 'string') return { type, apiVersion };
  const [own = '', version = '?'] = type.split('@');
  return { type: own, apiVersion: version };
}

/** Lists the resources of a compiled template without any of our own reading. */
export function compiledList(template: Json): ListedResource[] {
  const { resources } = template;
  if (!Array.isArray(resources) && !isObject(resources)) return [];
  return Object.entries(resources).flatMap(([symbol, resource]) => {
    if (!isObject(resource)) return [];
    const properties = isObject(resource['properties']) ? resource['properties'] : {};
    const options = isObject(properties['expressionEvaluationOptions']) ? properties['expressionEvaluationOptions'] : {};
    return [{
      symbol: Array.isArray(resources) ? undefined : symbol,
      ...versioned(String(resource['type']).toLowerCase(), resource['apiVersion']),
      existing: resource['existing'] === true,
      template: isObject(properties['template']) ? properties['template'] : undefined,
      inner: options['scope'] === 'inner',
    }];
  });
}
