import type { Directive } from '../../model/directive';

/** Bicep's own words for pragmas; comments in JSON use the same. */
export const directiveKinds: Readonly<Record<string, Directive['kind']>> = {
  'disable-next-line': 'next-line',
  'disable-diagnostics': 'disable',
  'restore-diagnostics': 'restore',
};
