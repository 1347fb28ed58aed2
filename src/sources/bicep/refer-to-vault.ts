import type { VaultSecret } from '../../model/fix';
import type { Expression } from '../template/expression';
import { isIntactExpression, type Edit } from './edit-object';
import { parseBicep } from './parser';
import { writeString } from './write-value';

/** Gives a parameter a secret of a key vault, which only a parameter itself can be given, not a variable. */
export function referToVault(text: string, expression: Expression, { subscription, resourceGroup, vault, name }: VaultSecret): Edit[] | undefined {
  const { start, end } = expression;
  const isGiven = parseBicep(text).program.statements.some((one) => one.kind === 'parameter' && one.value?.start === start && one.value.end === end);
  if (!isGiven || !isIntactExpression(text, expression)) return undefined;
  return [{ start, end, text: `az.getSecret(${[subscription, resourceGroup, vault, name].map((part) => writeString(part)).join(', ')})` }];
}
