import type { Opaque } from './content';

/** Limits keep every template's evaluation short, whatever somebody writes into it. */
export const limits = {
  /** Evaluated expressions in all. */
  steps: 400_000,
  /** Expressions inside each other, through variables and modules. */
  depth: 256,
  /** Characters of one text. */
  characters: 131_072,
  /** Items of one list or loop. */
  items: 10_000,
  /** Resources and modules of one entry. */
  instances: 20_000,
  /** Modules that call each other. */
  modules: 24,
  /** Values that an unknown one is known to be among. */
  options: 16,
} as const;

/** What one evaluation of an entry shares: the work that is left, and the identities of what is unknown. */
export class Evaluation {
  /** How many expressions are being evaluated inside each other. */
  depth = 0;
  private steps = 0;
  private instances = 0;
  private readonly ids = new Map<string, number>();
  private nextId = 0;

  /** Counts one step of work. Returns false where there have been too many. */
  spend(steps = 1): boolean {
    this.steps += steps;
    return this.steps <= limits.steps;
  }

  /** Counts one resource or module. Returns false where there have been too many. */
  addInstance(): boolean {
    this.instances += 1;
    return this.instances <= limits.instances;
  }

  /** Gives equal keys equal numbers, so that identities of identities stay short. */
  intern(key: string): number {
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.unique();
      this.ids.set(key, id);
    }
    return id;
  }

  unique(): number {
    this.nextId += 1;
    return this.nextId;
  }

  /** @param key what the unknown value is equal to; without one it equals nothing else. */
  opaque(because: string, key?: string, more: Pick<Opaque, 'oneOf' | 'possible' | 'sensitive' | 'refersTo' | 'property'> = {}): Opaque {
    return { kind: 'unknown', because, id: key === undefined ? this.unique() : this.intern(key), ...more };
  }
}
