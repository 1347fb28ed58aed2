import { known } from '../../model/fact';
import type { Change, Effect } from '../../model/fix';
import type { Context } from '../../model/rule';
import { allowedExtensions } from '../extensions';
import { parameterFix, type ParameterFacts } from '../parameter';

/** A template cannot know what was added to the list on the live server. */
export const allowEffect = ({ snapshot }: Context): Effect => (snapshot.origin === 'template' ? 'replaces-list' : 'safe');

/** The changes that put pgaudit behind the extensions that are allowed already; none where it is there or nobody knows. */
export function allowAudit(extensions: ParameterFacts<readonly string[]>, context: Context): readonly Change[] {
  return extensions.flatMap((fact) => {
    const allowed = known(fact);
    if (allowed === undefined || allowed.includes('pgaudit')) return [];
    const value = [...allowed, 'pgaudit'].join(',');
    return parameterFix(fact.at, context, { title: '', name: allowedExtensions.name, value, effect: allowEffect(context) })?.changes ?? [];
  });
}
