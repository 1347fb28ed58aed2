import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { classOf, countPublic, countUnion, isNobodys, isPrivateRange, publicParts, union, without } from '../../../../src/layers/firewall/coverage';
import type { Range } from '../../../../src/layers/firewall/range';
import { contains, countAddresses, everything, overlaps, parseRange } from '../../../../src/layers/firewall/range';

function range(text: string): Range {
  const result = parseRange(text);
  assert.ok(result.ok, text);
  return result.range;
}

const small = fc.integer({ min: 0, max: 60 });
const smallRange = fc.tuple(small, small).map(([a, b]): Range => ({ start: Math.min(a, b), end: Math.max(a, b) }));
const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const anyRange = fc.tuple(address, address).map(([a, b]): Range => ({ start: Math.min(a, b), end: Math.max(a, b) }));

test('from some addresses nobody can connect, over the internet or from a network', () => {
  const nobodys = (text: string): boolean => isNobodys(range(text).start);
  for (const text of ['0.0.0.1', '127.0.0.1', '169.254.169.254', '224.0.0.1', '255.255.255.255']) assert.equal(nobodys(text), true, text);
  for (const text of ['10.0.0.4', '172.16.0.1', '192.168.0.1', '100.64.0.1', '203.0.113.7', '223.255.255.255']) assert.equal(nobodys(text), false, text);
});

test('a union counts each address once', () => {
  fc.assert(
    fc.property(fc.array(smallRange, { maxLength: 8 }), (ranges) => {
      const addresses = new Set(ranges.flatMap(({ start, end }) => Array.from({ length: end - start + 1 }, (_, i) => start + i)));
      assert.equal(countUnion(ranges), addresses.size);
      const joined = union(ranges);
      joined.slice(1).forEach((one, index) => assert.ok(one.start > joined[index]!.end + 1));
      for (const one of ranges) assert.ok(joined.some((each) => contains(each, one)));
    }),
  );
});

test('what is left of a range without others is every address that none of them holds', () => {
  fc.assert(
    fc.property(smallRange, fc.array(smallRange, { maxLength: 5 }), (one, others) => {
      const left = without(one, others).flatMap(({ start, end }) => Array.from({ length: end - start + 1 }, (_, i) => start + i));
      const all = Array.from({ length: countAddresses(one) }, (_, i) => one.start + i);
      assert.deepEqual(left, all.filter((each) => !others.some((other) => contains(other, { start: each, end: each }))));
    }),
  );
});

test('the public parts of a range lie inside it, apart, and hold no private address', () => {
  fc.assert(
    fc.property(anyRange, (one) => {
      const parts = publicParts(one);
      assert.ok(countUnion(parts) <= countAddresses(one));
      for (const part of parts) {
        assert.ok(contains(one, part));
        assert.ok(!overlaps(part, range('10.0.0.0/8')) && !overlaps(part, range('192.168.0.0/16')));
      }
    }),
  );
});

test('the whole internet without reserved networks', () => {
  const reserved = 3 * 2 ** 24 + 2 ** 22 + 2 ** 20 + 2 * 2 ** 16 + 2 ** 29;
  assert.equal(countPublic([everything]), 2 ** 32 - reserved);
});

test('private ranges', () => {
  for (const text of ['10.0.0.0/8', '172.16.0.1', '192.168.1.0/24', '100.64.0.0/10', '127.0.0.1', '169.254.1.1', '255.255.255.255']) {
    assert.equal(isPrivateRange(range(text)), true, text);
  }
  for (const text of ['172.32.0.1', '9.255.255.255 - 10.0.0.1', '203.0.113.4', '198.18.0.0/16']) {
    assert.equal(isPrivateRange(range(text)), false, text);
  }
});

test('every range has one class, by what it opens', () => {
  const classes = {
    '0.0.0.0': 'azure-services',
    '0.0.0.0/0': 'internet',
    '0.0.0.1 - 255.255.255.255': 'internet',
    '0.0.0.0 - 255.255.255.254': 'internet',
    '128.0.0.0/1': 'internet',
    '20.0.0.0/8': 'internet',
    '20.0.0.1 - 20.255.255.255': 'broad',
    '203.0.112.0/23': 'broad',
    '203.0.113.0 - 203.0.114.0': 'broad',
    '203.0.113.0/24': 'narrow',
    '203.0.113.4': 'narrow',
    '10.0.0.0/8': 'private',
    '192.168.255.0 - 192.169.0.10': 'private',
    '192.168.255.0 - 192.169.255.255': 'broad',
  } as const;
  for (const [text, expected] of Object.entries(classes)) assert.equal(classOf(range(text)), expected, text);
});
