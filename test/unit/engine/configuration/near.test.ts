import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nearest } from '../../../../src/engine/configuration/near';

const words = ['recommended', 'strict', 'resilience', 'all', 'off', 'error', 'warning'];

describe('the word that somebody probably meant', () => {
  const meant: readonly (readonly [string, string])[] = [
    ['strict', 'strict'],
    ['STRICT', 'strict'],
    ['strct', 'strict'],
    ['sttrict', 'strict'],
    ['strikt', 'strict'],
    ['stirct', 'strict'],
    ['recomended', 'recommended'],
    ['reccomended', 'recommended'],
    ['resiliance', 'resilience'],
    ['warnin', 'warning'],
    ['eror', 'error'],
    ['of', 'off'],
    ['al', 'all'],
  ];
  for (const [word, expected] of meant) it(`${word} is ${expected}`, () => assert.equal(nearest(word, words), expected));

  const nothing = ['', 'x', 'stroke', 'strictest', 'reco', 'warningsss', 'ofen', 'sritc', 'hello'];
  for (const word of nothing) it(`${word === '' ? 'nothing' : word} is none of them`, () => assert.equal(nearest(word, words), undefined));

  it('is the closest one, and of two that are as close the first', () => {
    assert.equal(nearest('tls-minimum', ['tls-maximum', 'tls-minimun', 'tls-minimums']), 'tls-minimun');
    assert.equal(nearest('tls-minimums', ['tls-minimum', 'tls-minimums']), 'tls-minimums');
  });

  it('is none of a short list of short words that have nothing in common', () => {
    assert.equal(nearest('ab', ['cd', 'abcd', 'b']), undefined);
  });
});
