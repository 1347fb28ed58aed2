import { evaluate } from './evaluate';
import type { ResourceInstance } from './instance';
import type { Place } from './place';
import { placeOfScope } from './place';

/** Where a resource is. Nothing where it extends another one, whose place it shares without an id of its own kind. */
export function placeOf({ declaration, deployed, environment, parent }: ResourceInstance, depth = 0): Place | undefined {
  const { scope } = declaration;
  if (scope !== undefined) return placeOfScope(deployed.evaluation, evaluate(scope, environment).content);
  return parent === undefined || depth > maxNesting ? deployed.place : placeOf(parent, depth + 1);
}

/** Resources nested deeper than any type of Azure are where the template is deployed. */
const maxNesting = 16;
