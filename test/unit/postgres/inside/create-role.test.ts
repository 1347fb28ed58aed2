import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRoleSteps, isDay, validateIdentifier, validateName, yearAfter, type RoleWish } from '../../../../src/postgres/inside/create-role';

const good: RoleWish = { name: 'good', signIn: { by: 'password', verifier: 'SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy' }, preset: 'read-only', database: 'postgres', schema: 'shop' };

describe('a role that somebody wishes for', () => {
  it('is none where anything is not what it has to be', () => {
    assert.equal(createRoleSteps(good).length, 1);
    for (const bad of [
      { ...good, name: '' },
      { ...good, name: 'a\0b' },
      { ...good, name: 'x'.repeat(64) },
      { ...good, schema: '' },
      { ...good, database: 'ü'.repeat(32) },
      { ...good, signIn: { by: 'password', verifier: 'a password in clear' } as const },
      { ...good, signIn: { by: 'entra', objectId: "'; drop", type: 'user' } as const },
      { ...good, connectionLimit: 1.5 },
      { ...good, validUntil: "2030-01-01'; drop role ada; --" },
      { ...good, validUntil: '2029-02-29' },
    ]) {
      assert.throws(() => createRoleSteps(bad), RangeError);
    }
  });

  it('is told while it is typed what it cannot be called', () => {
    assert.match(validateName('pg_evil') ?? '', /PostgreSQL’s own/);
    assert.equal(validateName('Größe ♥'), undefined);
    assert.equal(validateIdentifier('pg_catalog'), undefined);
    assert.match(validateIdentifier('ü'.repeat(32)) ?? '', /63 bytes/);
    assert.match(validateIdentifier('') ?? '', /empty/);
  });

  it('has a password that ends on a day that there is', () => {
    assert.deepEqual(['2028-02-29', '2029-02-29', '2029-13-01', '2029-1-1', 'tomorrow', ''].map(isDay), [true, false, false, false, false, false]);
    assert.deepEqual(['2026-11-26', '2028-02-29'].map((day) => yearAfter(new Date(day))), ['2027-11-26', '2029-03-01']);
  });
});
