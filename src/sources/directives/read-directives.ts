import type { Directive } from '../../model/directive';
import { bicepDirectives } from './bicep-directives';
import { mayHoldSuppressions } from './may-hold-suppressions';
import { jsonDirectives } from './json-directives';

/** Reads what a template says about silence. Never throws; takes linear time. */
export function readDirectives(file: string, text: string): readonly Directive[] {
  if (!mayHoldSuppressions(text)) return [];
  return /\.bicep(param)?([?#].*)?$/i.test(file) ? bicepDirectives(file, text) : jsonDirectives(file, text);
}
