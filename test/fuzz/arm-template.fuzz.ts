/** Throws broken ARM templates at all that reads and judges them. It stops with exit code 1 at the first fault. */
import { readArmParameters, readArmTemplate } from '../../src/sources/arm-template/read';
import { armMaterial } from './arm-material';
import { judge } from './judge';
import { brokenText } from './mutate';
import { fail, inTime, runFuzzer } from './run';

function check(text: string): void {
  inTime(text, () => judge('main.json', text));
  readArmParameters('main.parameters.json', text);
  for (const { span } of readArmTemplate('main.json', text)?.problems ?? []) {
    if (span !== undefined && !(span.start >= 0 && span.start <= span.end && span.end <= text.length + 2)) fail(text, `A problem is at ${span.start}..${span.end}.`);
  }
}

runFuzzer((random) => brokenText(random, armMaterial), check);
