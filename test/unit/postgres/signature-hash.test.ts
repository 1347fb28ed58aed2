import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signatureHash } from '../../../src/postgres/signature-hash';
import { der } from '../../postgres/der';

const certificate = (...algorithm: readonly Buffer[]): Buffer => der.sequence(der.sequence(der.integer(Buffer.from([1]))), der.sequence(...algorithm), der.bits(Buffer.alloc(8)));
const hash = (oid: string): Buffer => der.sequence(der.oid(oid), der.null());
const [sha1, sha256, sha512] = ['1.3.14.3.2.26', '2.16.840.1.101.3.4.2.1', '2.16.840.1.101.3.4.2.3'].map(hash) as [Buffer, Buffer, Buffer];
const mask = (inner: Buffer): Buffer => der.context(1, der.sequence(der.oid('1.2.840.113549.1.1.8'), inner));
const pss = (...parameters: readonly Buffer[]): Buffer => certificate(der.oid('1.2.840.113549.1.1.10'), der.sequence(...parameters));

describe('the hash that a certificate is signed over', () => {
  const cases: readonly (readonly [string, Buffer, string | undefined])[] = [
    ['RSA with SHA-256', certificate(der.oid('1.2.840.113549.1.1.11'), der.null()), 'sha256'],
    ['ECDSA with SHA-384', certificate(der.oid('1.2.840.10045.4.3.3')), 'sha384'],
    ['RSA with SHA-1', certificate(der.oid('1.2.840.113549.1.1.5'), der.null()), undefined],
    ['RSA with MD5', certificate(der.oid('1.2.840.113549.1.1.4'), der.null()), undefined],
    ['PSS with SHA-256', pss(der.context(0, sha256), mask(sha256)), 'sha256'],
    ['PSS with SHA-512 and a mask of SHA-256', pss(der.context(0, sha512), mask(sha256)), 'sha512'],
    ['PSS with SHA-1 and a mask of SHA-256', pss(der.context(0, sha1), mask(sha256)), undefined],
    ['PSS that leaves its hash out, which is SHA-1, and names SHA-256 for the mask', pss(mask(sha256)), undefined],
    ['PSS without parameters, which is SHA-1', pss(), undefined],
    ['PSS with nothing behind it', certificate(der.oid('1.2.840.113549.1.1.10')), undefined],
    ['no certificate at all', Buffer.from('garbage'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
  ];
  for (const [what, bytes, expected] of cases) it(`is ${expected ?? 'none to rely on'} for ${what}`, () => assert.equal(signatureHash(bytes), expected));
});
