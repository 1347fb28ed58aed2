import { chosenForDeployment } from '../../model/reasons';
import { derived } from './choice';
import type { Content, Opaque } from './content';
import { memberOf, stringOf } from './content';
import type { Evaluation } from './evaluation';
import { nameKey, namesDiffer, segmentsOf } from './identity';

/** Where something is deployed: two resources of one name are only the same in the same place. */
export interface Place {
  readonly subscription: Content;
  readonly group: Content;
  /** The same for the same place only. */
  readonly key: string;
}

function placeIn(subscription: Content, group: Content): Place {
  return { subscription, group, key: `${nameKey(subscription)}/${nameKey(group)}` };
}

/** The place that the entry is deployed to, which is chosen then. */
export function home(evaluation: Evaluation): Place {
  return placeIn(
    evaluation.opaque(chosenForDeployment('subscription'), 'subscription id'),
    evaluation.opaque(chosenForDeployment('resource group'), 'resource group name'),
  );
}

/** Another resource group of the same subscription, or of another one. */
export function inGroup({ subscription }: Place, group: Content): Place {
  return placeIn(subscription, group);
}

export function inSubscription(evaluation: Evaluation, subscription: Content): Place {
  return placeIn(subscription, evaluation.opaque('what is deployed to a subscription is in no resource group', `no group ${nameKey(subscription)}`));
}

/** The id of a resource group or subscription, or of a resource there, as the places where they are. */
export function placeOfId(evaluation: Evaluation, id: Content): { readonly place: Place; readonly isResource: boolean } | undefined {
  const [before, subscriptions, subscription, groups, group, ...rest] = segmentsOf(id);
  const word = (content: Content | undefined): string | undefined => (content === undefined ? undefined : stringOf(content)?.toLowerCase());
  if (word(before) !== '' || word(subscriptions) !== 'subscriptions' || subscription === undefined) return undefined;
  if (word(groups) !== 'resourcegroups' || group === undefined) return { place: inSubscription(evaluation, subscription), isResource: groups !== undefined };
  return { place: inGroup(inSubscription(evaluation, subscription), group), isResource: rest.length > 0 };
}

/**
 * The place that a scope means, which is a resource group, a subscription or the id of one. Nothing where it is a
 * resource, which what is deployed extends.
 */
export function placeOfScope(evaluation: Evaluation, scope: Content): Place | undefined {
  const id = scope.kind === 'object' ? memberOf(scope, 'id')?.force().content : scope;
  const found = id === undefined ? undefined : placeOfId(evaluation, id);
  if (found !== undefined) return found.isResource ? undefined : found.place;
  const open: Opaque = derived(evaluation, 'scope', [id ?? scope], 'it cannot be told to which scope it is deployed');
  return placeIn(open, open);
}

/** True where two places are different for sure. */
export function placesDiffer(a: Place, b: Place): boolean {
  return a.key !== b.key && (namesDiffer(a.subscription, b.subscription) || namesDiffer(a.group, b.group));
}
