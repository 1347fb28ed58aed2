import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Range } from '../../../../src/layers/firewall/range';
import {
  contains,
  countAddresses,
  everything,
  formatAddress,
  formatCount,
  formatRange,
  isAzureServices,
  overlaps,
  parseAddress,
  parseRange,
  rangeOf,
} from '../../../../src/layers/firewall/range';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const anyRange = fc.tuple(address, address).map(([a, b]): Range => ({ start: Math.min(a, b), end: Math.max(a, b) }));

function parsed(text: string): string {
  const result = parseRange(text);
  return result.ok ? formatRange(result.range) : result.message;
}

test('an address, a range and a network are ranges', () => {
  assert.equal(parsed('203.0.113.4'), '203.0.113.4');
  assert.equal(parsed('  203.0.113.4 '), '203.0.113.4');
  assert.equal(parsed('203.0.113.4 - 203.0.113.20'), '203.0.113.4–203.0.113.20');
  assert.equal(parsed('203.0.113.4–203.0.113.20'), '203.0.113.4–203.0.113.20');
  assert.equal(parsed('203.0.113.0/24'), '203.0.113.0–203.0.113.255');
  assert.equal(parsed('0.0.0.0/0'), '0.0.0.0–255.255.255.255');
  assert.equal(parsed('203.0.113.7/32'), '203.0.113.7');
});

test('a network with host bits is taken as the network, and says so', () => {
  const result = parseRange('203.0.113.77/24');
  assert.ok(result.ok);
  assert.equal(formatRange(result.range), '203.0.113.0–203.0.113.255');
  assert.match(result.note ?? '', /203\.0\.113\.77\/24 lies in the network 203\.0\.113\.0\/24/);
  const exact = parseRange('203.0.113.0/24');
  assert.ok(exact.ok && exact.note === undefined);
});

test('IPv6 is refused in words that say why', () => {
  for (const text of ['2001:db8::1', '::1', '2001:db8::/32', '::ffff:203.0.113.4', '2001:db8::1 - 2001:db8::9']) {
    assert.match(parsed(text), /is an IPv6 address; .* takes IPv4 addresses only/, text);
  }
});

test('what is no range is refused in words that say why', () => {
  assert.match(parsed('203.0.113.9 - 203.0.113.4'), /ends before it starts/);
  assert.match(parsed('203.0.113.0/33'), /not a prefix length/);
  assert.match(parsed('203.0.113.0/'), /not a prefix length/);
  assert.match(parsed(''), /^Enter an IPv4 address/);
  for (const text of ['office', '203.0.113', '203.0.113.256', '010.1.1.1', '0x7f.0.0.1', '1 - 2 - 3', '1.2.3.4/24 - 1.2.3.9', '-']) {
    assert.equal(parseRange(text).ok, false, text);
  }
});

test('no text makes the reading throw, and what it reads is a range', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:./ –-]{0,40}$/)), (text) => {
      const result = parseRange(text);
      if (!result.ok) {
        assert.match(result.message, /\.$/);
        return;
      }
      const { start, end } = result.range;
      assert.ok(Number.isInteger(start) && start >= 0 && start <= end && end <= everything.end);
    }),
    { numRuns: 2000 },
  );
});

test('what is written can be read back', () => {
  fc.assert(fc.property(address, (one) => parseAddress(formatAddress(one)) === one));
  fc.assert(
    fc.property(anyRange, (range) => {
      assert.deepEqual(parseRange(formatRange(range)), { ok: true, range });
      assert.deepEqual(rangeOf(formatAddress(range.start), formatAddress(range.end)), range);
    }),
  );
});

test('a network holds its address and has as many addresses as its prefix says', () => {
  fc.assert(
    fc.property(address, fc.integer({ min: 0, max: 32 }), (one, length) => {
      const result = parseRange(`${formatAddress(one)}/${length}`);
      assert.ok(result.ok);
      assert.equal(countAddresses(result.range), 2 ** (32 - length));
      assert.ok(contains(result.range, { start: one, end: one }));
    }),
  );
});

test('a range that holds another overlaps it', () => {
  fc.assert(
    fc.property(anyRange, anyRange, (a, b) => {
      assert.equal(overlaps(a, b), overlaps(b, a));
      if (contains(a, b)) assert.ok(overlaps(a, b) && countAddresses(a) >= countAddresses(b));
    }),
  );
});

test('a rule takes only what the service takes', () => {
  assert.equal(rangeOf('1.2.3.4', '1.2.3.3'), undefined);
  assert.equal(rangeOf('1.2.3.0/24', '1.2.3.255'), undefined);
  assert.equal(rangeOf(' 1.2.3.4', '1.2.3.4'), undefined);
});

test('0.0.0.0 alone means all of Azure', () => {
  assert.equal(isAzureServices({ start: 0, end: 0 }), true);
  assert.equal(isAzureServices({ start: 0, end: 1 }), false);
});

test('numbers are written for people', () => {
  assert.equal(formatCount(1), '1 address');
  assert.equal(formatCount(65_536), '65,536 addresses');
});
