import { inResource } from '../../model/address';
import { isComputable, parameterWithoutValue } from '../../model/reasons';
import { settingOf } from '../../model/resource';
import type { Rule } from '../../model/rule';
import type { Unknown, Value } from '../../model/value';
import { isUnknown } from '../../model/value';
import { holds, notApplicable, undecided } from '../../model/verdict';
import { exampleServer } from '../example';
import type { AccessFacts } from './facts';
import { isPasswordName } from './password-parameters';
import { parameterAdvice } from './sources';

const path = ['properties', 'administratorLoginPassword'] as const;

function reasonsOf(value: Unknown): readonly string[] {
  return [value.because, ...(value.pieces ?? []).flatMap((piece) => (isUnknown(piece) ? reasonsOf(piece) : []))];
}

/** Whether a text is made of written parts and of plain parameters that are for something else, such as the name of an environment. */
function isReadable(value: Value, isPlain: (parameter: string) => boolean): boolean {
  if (!isUnknown(value)) return false;
  if (value.pieces === undefined) return value.possible?.some((one) => isReadable(one, isPlain)) === true;
  return value.pieces.every((piece) => typeof piece === 'string' || (piece.sensitive !== true && isPlain(parameterWithoutValue(piece.because) ?? '')));
}

const example = (before: string, password: string): string =>
  `${before}${exampleServer('flexible', ["administratorLogin: 'orders'", `administratorLoginPassword: ${password}`])}`;

/** There is no fix as data: the secret has to come from somewhere. */
export const predictablePassword: Rule<AccessFacts> = {
  meta: {
    id: 'access/predictable-password',
    title: 'A password must not be computed from names',
    brief: 'password can be computed',
    severity: 'high',
    group: 'warning',
    why: 'The functions uniqueString and guid give the same result for the same names, so whoever knows the resource group can compute the password.',
    condition:
      'administratorLoginPassword comes from uniqueString, guid, or the id of the resource group or subscription, or is put together from text in a file and plain parameters, also as the default of a parameter. newGuid passes: it is another value at each deployment.',
    sources: [
      'https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-string#uniquestring',
      'https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter-rule-secure-parameter-default',
      parameterAdvice,
    ],
    equivalents: {},
    catalogue: ['PGSEC010'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template'],
    examples: {
      failing: example('', "'P${uniqueString(resourceGroup().id)}!'"),
      passing: example('@secure()\nparam password string\n\n', 'password'),
    },
  },
  judge: (_, { server: { resource }, snapshot }) => {
    const value = settingOf(resource, path);
    const at = inResource(resource.key, ...path);
    if (value === undefined) return [];
    if (!isUnknown(value)) return [notApplicable(at, 'The password is written, which another rule tells.')];
    const isPlain = (name: string): boolean => snapshot.declarations.some((one) => one.at.kind === 'parameter' && one.at.name === name && !one.secure) && !isPasswordName(name);
    if (isReadable(value, isPlain)) {
      return [{ verdict: 'fails', at, message: 'The password is put together from text in a file and parameters that are no secrets. Use a secure parameter without a default instead.' }];
    }
    const reasons = reasonsOf(value);
    if (reasons.some(isComputable)) {
      return [{ verdict: 'fails', at, message: 'The password is computed from names that others know. Use a secure parameter without a default instead.' }];
    }
    return [value.sensitive === true ? holds(at) : undecided(at, value.because)];
  },
};
