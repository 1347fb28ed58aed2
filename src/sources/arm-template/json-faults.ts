import type { Span } from '../program';

/** What can be wrong with a JSON text. */
export const faults = {
  value: 'This is no JSON value.',
  name: 'A property name is missing.',
  missingValue: 'A value is missing.',
  colon: 'A colon is missing.',
  comma: 'A comma is missing.',
  closing: 'A closing bracket is missing.',
  opening: 'An opening bracket is missing.',
  bracket: 'This bracket has no counterpart.',
  end: 'Nothing may follow the end of the JSON.',
  quote: 'The closing quote is missing.',
  openingQuote: 'The opening quote is missing.',
  strayQuote: 'This quote begins and ends nothing.',
  escape: 'This escape does not exist in JSON.',
  comment: 'The comment is not closed.',
  depth: 'The brackets nest deeper than 256 levels; what is inside of them is not read.',
} as const;

export interface JsonFault extends Span {
  readonly message: (typeof faults)[keyof typeof faults];
}

/** More than this many in one file help nobody. */
const maxFaults = 20;

export class Faults {
  readonly found: JsonFault[] = [];

  add(message: JsonFault['message'], start: number, end: number): void {
    if (this.found.length < maxFaults) this.found.push({ message, start, end });
  }
}
