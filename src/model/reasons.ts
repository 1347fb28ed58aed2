/**
 * The reasons of unknown values that rules tell apart. Sources word them by the functions here and rules recognise them
 * by those beside, so that neither depends on the wording of the other. A reason goes along with whatever is made of
 * the value.
 */

/** A parameter to which nobody gives a value. */
export const withoutValue = (parameter: string): string => `the parameter ${parameter} has no value`;

/** A parameter whose value is a secret, whatever it is. */
export const keptSecret = (parameter: string): string => `the value of the secure parameter ${parameter} is kept secret`;

/** A function that gives the same result for the same arguments, which only Azure computes. */
export const computedByAzure = (name: string): string => `the function ${name} is computed by Azure`;

/** What whoever looks may not read; further words may come after it. */
export const withoutPermission = (what: string): string => `no permission to read ${what}`;

/** Whether a reason, or a line with one in it, says that a permission is missing. */
export const isWithoutPermission = (because: string): boolean => because.includes(withoutPermission(''));

/** What a deployment is sent to, such as its resource group. */
export const chosenForDeployment = (what: string): string => `the ${what} is chosen when the template is deployed`;

const noName = '\0';

/** Makes what recognises a reason and returns the name in it. */
function nameIn(reason: (name: string) => string): (because: string) => string | undefined {
  const [before = '', after = ''] = reason(noName).split(noName);
  return (because) => {
    if (!because.startsWith(before) || !because.endsWith(after) || because.length <= before.length + after.length) return undefined;
    const name = because.slice(before.length, because.length - after.length);
    return /\s/.test(name) ? undefined : name;
  };
}

/** Returns the parameter that has no value, where that is the reason. */
export const parameterWithoutValue = nameIn(withoutValue);

const secretParameter = nameIn(keptSecret);

/** Returns the parameter that a value comes from, where the reason names one. */
export const parameterOf = (because: string): string | undefined => parameterWithoutValue(because) ?? secretParameter(because);

const computable: ReadonlySet<string> = new Set([
  ...['uniqueString', 'guid'].map(computedByAzure),
  ...['resource group', 'subscription'].map(chosenForDeployment),
]);

/** Whether anybody can compute the value who knows the names of things. */
export const isComputable = (because: string): boolean => computable.has(because);
