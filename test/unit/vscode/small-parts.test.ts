import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Memento } from 'vscode';
import { createSnapshot } from '../../../src/model/snapshot';
import { explainError, sentence } from '../../../src/sources/azure/explain-error';
import { clouds } from '../../../src/sources/azure/cloud';
import { createChosenTenants } from '../../../src/vscode/chosen-tenants';
import { chooseCloud } from '../../../src/vscode/choose-cloud';
import { coalesce } from '../../../src/vscode/coalesce';
import { isGone } from '../../../src/vscode/gone';
import { lineIndex } from '../../../src/vscode/line-index';
import { liveUriParts } from '../../../src/vscode/live-uri';
import { tokenExpiry } from '../../../src/vscode/token';

test('offsets become lines and columns, also at the ends of lines and of the text', () => {
  const place = lineIndex('ab\ncd\n\nef');
  const places = [0, 2, 3, 5, 6, 7, 9].map((offset) => `${place(offset).line}:${place(offset).character}`);
  assert.deepEqual(places, ['0:0', '0:2', '1:0', '1:2', '2:0', '3:0', '3:2']);
  assert.deepEqual(place(99), { line: 3, character: 2 });
  assert.deepEqual(place(-1), { line: 0, character: 0 });
  assert.deepEqual(lineIndex('')(0), { line: 0, character: 0 });
});

test('which tenants somebody wants to see is kept for each account', async () => {
  const kept = new Map<string, unknown>();
  const memory = { get: (key: string, otherwise: unknown) => kept.get(key) ?? otherwise, update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)), keys: () => [...kept.keys()] };
  const tenants = createChosenTenants(memory as unknown as Memento);
  assert.equal(tenants.wants('alex', 'A'), true);
  await tenants.choose('alex', ['A']);
  assert.deepEqual([tenants.wants('alex', 'a'), tenants.wants('alex', 'b'), tenants.wants('kim', 'b')], [true, false, true]);
  await tenants.choose('alex', undefined);
  assert.equal(tenants.wants('alex', 'b'), true);
});

test('a document is named by subscription and server and knows its server', () => {
  assert.deepEqual(liveUriParts('Dev/Test #1', 'pg', '/subscriptions/a'), { path: '/Dev-Test -1/pg.json', query: '/subscriptions/a' });
});

test('the clouds of the settings', () => {
  assert.equal(chooseCloud({ cloud: 'usgov', customEndpoint: 'http://ignored' }), clouds.usgov);
  assert.equal(chooseCloud({ cloud: 'custom', customEndpoint: ' https://arm.example/ ' }).resourceManager, 'https://arm.example');
});

test('a custom cloud has to have an https address without a password', () => {
  const refused = ['', 'arm.example', 'http://arm.example', 'http://127.0.0.1:4170', 'ftp://arm.example', 'https://me:secret@arm.example'];
  for (const customEndpoint of refused) assert.throws(() => chooseCloud({ cloud: 'custom', customEndpoint }), { name: 'UserMessage' }, customEndpoint);
  assert.throws(() => chooseCloud({ cloud: 'custom', customEndpoint: 'https://me:secret@arm.example' }), (error: Error) => !error.message.includes('secret'));
});

const token = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

test('a token says when it expires, or is asked for again each time', () => {
  assert.equal(tokenExpiry(token({ exp: 1_800_000_000 })), 1_800_000_000_000);
  for (const odd of ['', 'opaque', 'a.b.c', token({}), token({ exp: 'soon' })]) assert.equal(tokenExpiry(odd), 0);
});

test('gone is what Azure does not know any more, not what it refuses', () => {
  const missing = (error: object) => createSnapshot({ origin: 'live', resources: [], problems: [{ message: sentence('read pg', explainError(error)) }] });
  const answer = (statusCode: number, code: string) => Object.assign(new Error(code), { name: 'RestError', statusCode, code });
  assert.equal(isGone(missing(answer(404, 'ResourceNotFound'))), true);
  assert.equal(isGone(missing(answer(404, 'ResourceGroupNotFound'))), true);
  assert.equal(isGone(missing(answer(403, 'AuthorizationFailed'))), false);
  assert.equal(isGone(missing(answer(500, 'InternalServerError'))), false);
});

test('work that is asked for often is done once, and not after it was given up', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    let done = 0;
    const work = coalesce(() => (done += 1));
    work.ask();
    work.ask();
    mock.timers.tick(1000);
    assert.equal(done, 1);
    work.ask();
    work.dispose();
    mock.timers.tick(1000);
    assert.equal(done, 1);
  } finally {
    mock.timers.reset();
  }
});
