import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArmTemplate } from '../../../../src/sources/arm-template/read';
import { surelyReads } from '../../../../src/sources/arm-template/surely-reads';
import { applyEdits } from '../../../../src/sources/template/text-edits';
import { armMaterial } from '../../../fuzz/arm-material';
import { Random, singleEdit } from '../../../fuzz/mutate';

const file = 'main.json';
const text = `{
  "resources": [ // all of them
    { "type": "A.B/c", "name": "[concat('a', 'b')]", "properties": { "x": [1, 2] } },
    { "type": "A.B/d", "name": "d" } /* the last */
  ]
}`;
const edit = (start: number, end: number, put: string) => ({ file, start, end, text: put });
const change = (part: string, put: string) => edit(text.indexOf(part), text.indexOf(part) + part.length, put);
const behind = (part: string, put: string) => edit(text.indexOf(part) + part.length, text.indexOf(part) + part.length, put);

test('a part that changes tells enough where all others stay as they are', () => {
  assert.equal(surelyReads(text, [change('2', '"[parameters(\'x\')]"')]), true);
  assert.equal(surelyReads(text, [behind('"name": "d"', ', "more": { "y": [] }')]), true);
  assert.equal(surelyReads(text, [behind('"name": "d" }', ',\n    { "type": "A.B/e" }')]), true);
  assert.equal(surelyReads(text, [change('"x": [1, 2]', ''), change('"d"', '"e"')]), true);
  assert.equal(surelyReads(text, [change(', "name": "d"', '')]), true);
});

test('nothing is told of what may reach further, or is broken', () => {
  assert.equal(surelyReads(text, []), false);
  assert.equal(surelyReads(text, [change(text, '{}')]), false);
  for (const put of ['"', '//', '/*', '{', ']', ',,', '2 3', '"[concat(]"', '"\\q"']) assert.equal(surelyReads(text, [change('2', put)]), false, put);
  assert.equal(surelyReads(text, [behind('// all of them\n    ', '// ')]), false);
  assert.equal(surelyReads(text, [behind('"name": "d" }', ' { "type": "A.B/e" }')]), false);
  assert.equal(surelyReads(text.replace('2', '2,,'), [change('1', '3')]), false);
  const deep = `${'['.repeat(255)}1${']'.repeat(255)}`;
  assert.equal(surelyReads(deep, [edit(255, 256, '[[1]]')]), false);
  assert.equal(surelyReads(deep, [edit(255, 256, '2')]), true);
});

test('what is told of a part holds for the whole, whatever is edited', () => {
  const random = new Random(20261126);
  const texts = [text, ...armMaterial.seeds].filter((one) => readArmTemplate(file, one)?.problems.length === 0);
  assert.ok(texts.length > 3, `${texts.length}`);
  const scraps = [...armMaterial.scraps, ', "a": 1', ',\n{ "b": [] }', '"[concat(1)]"', '"[x"', '// x', '/* x */', '\n'];
  let told = 0;
  for (let count = 0; count < 6000; count++) {
    const whole = random.pick(texts);
    const { text: after, start, end } = singleEdit(whole, random, scraps);
    const edits = [edit(start, end, after.slice(start, after.length - (whole.length - end)))];
    if (!surelyReads(whole, edits)) continue;
    told += 1;
    assert.deepEqual(readArmTemplate(file, applyEdits(whole, edits))?.problems ?? [], [], JSON.stringify([whole, edits]));
  }
  assert.ok(told > 1000, `${told}`);
});
