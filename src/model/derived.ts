const derived = Symbol('what was derived from this');

interface Holder {
  readonly [derived]?: Map<object, unknown>;
}

function derivedFrom(holder: object & Holder): Map<object, unknown> {
  const before = holder[derived];
  if (before !== undefined) return before;
  const fresh = new Map<object, unknown>();
  // Copies of the object by spreading hold nothing of it: they may differ in what it was derived from.
  Object.defineProperty(holder, derived, { value: fresh });
  return fresh;
}

/**
 * Remembers what is derived from objects that never change. It is held by the object itself, so that it goes with it: V8
 * frees the values of a WeakMap only when it collects all of its memory. A check of thousands of templates takes as much
 * at its peak either way.
 */
export class Derived<From extends object, To> {
  get(from: From): To | undefined {
    return (from as Holder)[derived]?.get(this) as To | undefined;
  }

  set(from: From, value: To): void {
    derivedFrom(from).set(this, value);
  }
}
