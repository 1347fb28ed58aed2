import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBicep } from '../../../../src/sources/bicep/parser';
import { surelyParses } from '../../../../src/sources/bicep/surely-parses';
import { applyEdits } from '../../../../src/sources/template/text-edits';
import { generateBicep } from '../../../bench/generate-bicep';
import { bicepMaterial } from '../../../fuzz/bicep-material';
import { Random, singleEdit } from '../../../fuzz/mutate';

const file = 'main.bicep';
const text = "param a string\n\n/* a\n\nb */\nresource s 'A.B/c@2024-08-01' = {\n  name: a // the name\n}\n\nvar b = a\n";
const at = (part: string): number => text.indexOf(part);
const edit = (start: number, end: number, put: string) => ({ file, start, end, text: put });

test('a part that changes tells enough where all others stay as they are', () => {
  assert.equal(surelyParses(text, [edit(at('a // the'), at('a // the') + 1, "'${a}-x'")]), true);
  assert.equal(surelyParses(text, [edit(at('\n\nvar'), at('\n\nvar'), "\n\nvar c = 'x'")]), true);
  assert.equal(surelyParses(text, [edit(at('name: a'), at('name: a'), 'kind: a\n  '), edit(at(' // the'), at(' // the'), '.b')]), true);
});

test('nothing is told of what may reach further, or is broken', () => {
  assert.equal(surelyParses(text, []), false);
  assert.equal(surelyParses(text, [edit(at('a // the'), at('a // the') + 1, "'")]), false);
  assert.equal(surelyParses(text, [edit(at('a // the'), at('a // the') + 1, '/*')]), false);
  assert.equal(surelyParses(text, [edit(at('a\n\nb */'), at('a\n\nb */'), '\nvar c = 1')]), false);
  assert.equal(surelyParses(text, [edit(at('\n\nb */'), at('\n\nb */'), '\nvar c = 1')]), false);
  assert.equal(surelyParses(text, [edit(at('\n\nvar'), at('\n\nvar'), '\n\nvar c = 1 // x')]), false);
  assert.equal(surelyParses(`${text}var = \n`, [edit(at('a // the'), at('a // the') + 1, 'b')]), false);
});

test('what is told of a part holds for the whole, whatever is edited', () => {
  const random = new Random(20261126);
  const texts = [text, generateBicep(60), generateBicep(120), ...bicepMaterial.seeds.map((seed) => `${generateBicep(20)}\n${seed}`)].filter((one) => parseBicep(one).diagnostics.length === 0);
  const statements = ['\nvar added = 1', "\n\nparam added string = 'x'\n@secure()\nparam more string", '\n? 1', '\n+ 1', "\n\n  resource r 'A.B/c@2024-08-01' = {\n    name: 'x'\n  }"];
  let told = 0;
  for (let count = 0; count < 4000; count++) {
    const whole = random.pick(texts);
    const lineEnds = [...whole.matchAll(/\n|$/g)].map(({ index }) => index);
    const place = random.pick(lineEnds);
    const { text: after, start, end } = singleEdit(whole, random, bicepMaterial.scraps);
    const edits = count % 2 === 0 ? [edit(start, end, after.slice(start, after.length - (whole.length - end)))] : [edit(place, place, random.pick(statements))];
    if (!surelyParses(whole, edits)) continue;
    told += 1;
    assert.deepEqual(parseBicep(applyEdits(whole, edits)).diagnostics, [], JSON.stringify([whole, edits]));
  }
  assert.ok(told > 800, `${told}`);
});
