import type * as analysis from '../bundles/analysis';

/** The rules, the parsers and the plans, which are not part of what is loaded at activation. */
export type Analysis = typeof analysis;

/** Loads them when they are first needed. */
export const loadAnalysis = (): Promise<Analysis> => import('../bundles/analysis');
