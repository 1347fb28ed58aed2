/** Takes a message apart into what happened and what to do about it; the advice is empty where there is none. */
export function splitMessage(message: string): { readonly reason: string; readonly advice: string } {
  // A full stop within a name, such as that of a permission, ends no sentence.
  const [, reason = message, advice = ''] = /^(.*?[.!?])\s+(\p{Lu}.*)$/su.exec(message) ?? [];
  return { reason: reason.replace(/\.$/, ''), advice };
}
