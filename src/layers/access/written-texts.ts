import { text } from '../../model/fact';
import type { Value } from '../../model/value';
import { casesOf, isUnknown } from '../../model/value';

/** What another program replaces before the deployment: tokens of pipelines, of the Azure Developer CLI and of the tests of Azure's samples. */
const token = /^(?:<[^<>]*>|\$\(.*\)|\$\{\w+=?\}|#\{.*\}#?|\{\{.*\}\}|__\w+__|GEN-PASSWORD)$/;

export const isToken = (written: string): boolean => token.test(written.trim());

/** The texts which files say that a value is, for sure or in some cases, without those that only stand for another. */
export function writtenTexts(value: Value | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (isUnknown(value)) return casesOf(value).flatMap(writtenTexts);
  const written = text(value);
  return written === undefined || written === '' || isToken(written) ? [] : [written];
}
