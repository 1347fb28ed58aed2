import type { Plan } from '../plan';

/** A plan, or why there is none: what is so already, cannot be, or must not be done from here; sentences. */
export type Proposal = { readonly plan: Plan } | { readonly refused: string };
