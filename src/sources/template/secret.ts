import { derived } from './choice';
import type { Content, Opaque, Scalar } from './content';
import type { Evaluation } from './evaluation';
import { identityOf } from './identity';

/** Keeps a value secret, whatever it is. That there is none is no secret. */
export function secret(evaluation: Evaluation, content: Content, because: string): Opaque | Scalar {
  if (content.kind === 'scalar' && content.value === null) return content;
  if (content.kind === 'unknown') return content.sensitive ? content : { ...content, sensitive: true };
  if (content.kind === 'text') return { ...derived(evaluation, 'secret', [content]), sensitive: true, possible: [content] };
  return evaluation.opaque(because, `secret ${identityOf(evaluation, content)}`, { oneOf: [content], sensitive: true });
}
