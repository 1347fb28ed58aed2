import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownSteps } from '../../../../src/postgres/inside/carry-out-steps';
import { createRoleSteps } from '../../../../src/postgres/inside/create-role';
import { scramVerifier } from '../../../../src/postgres/scram';

const shown = async (name: string, database = 'orders'): Promise<{ readonly text: string; readonly verifier: string }> => {
  const verifier = await scramVerifier('correct horse');
  return { text: shownSteps(createRoleSteps({ name, database, signIn: { by: 'password', verifier }, preset: 'read-only', schema: 'public' })), verifier };
};

test('the SQL that is seen before it runs names what nobody would see in it', async () => {
  const { text } = await shown('ada\u202e\u200b', 'or\nders');
  assert.match(text, /^In database or<U\+000A>ders, in one transaction:\n/);
  assert.match(text, /CREATE ROLE "ada<U\+202E><U\+200B>" LOGIN/);
  // eslint-disable-next-line no-control-regex -- Control characters are what must not be shown.
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u200b\u202e]/);
});

test('the SQL that is seen holds no verifier, whatever the role is called', async () => {
  for (const name of ['ada', "x'SCRAM-SHA-256$", "x' PASSWORD 'SCRAM-SHA-256$1:a$b:c"]) {
    const { text, verifier } = await shown(name);
    assert.ok(!text.includes(verifier), name);
    assert.match(text, /LOGIN PASSWORD 'SCRAM-SHA-256\$…'/);
  }
});
