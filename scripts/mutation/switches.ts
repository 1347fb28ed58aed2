/** What the switches of the mutants ask, once each; the process that runs the tests puts it in place. */
export interface Switches {
  readonly isActive: (mutant: number) => boolean;
  readonly cover: (...mutants: number[]) => void;
}

export const switchesName = 'mutantSwitches';

const header = /function stryNS_9fa48\(\)[\s\S]*?return isActive\(id\);\s*\}/;

/** Numbers the mutants of all files, and asks one function for all, which is faster than what StrykerJS writes into each. */
const withSwitches = (text: string, first: number): string =>
  text
    .replace(header, `const { isActive: stryMutAct_9fa48, cover: stryCov_9fa48 } = globalThis.${switchesName};`)
    .replaceAll(/stryMutAct_9fa48\("(\d+)"\)/g, (_, id) => `stryMutAct_9fa48(${first + Number(id)})`);

/** The text that tells which mutants it passes. */
export const counting = (text: string, first: number): string =>
  withSwitches(text, first).replaceAll(/stryCov_9fa48\("[^)]*\)/g, (call) => call.replaceAll(/"(\d+)"/g, (_, id) => String(first + Number(id))));

/** The text that only asks which mutant to be. */
export const switched = (text: string, first: number): string => withSwitches(text, first).replaceAll(/stryCov_9fa48\("[^)]*\)/g, '0');
