import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import type { Plan } from '../../../../src/engine/plan';
import { inResource } from '../../../../src/model/address';
import type { Change } from '../../../../src/model/fix';
import { settingOf } from '../../../../src/model/resource';
import { planAsAzCli, quoted } from '../../../../src/outputs/plan/az-cli';
import { planAsBicep } from '../../../../src/outputs/plan/bicep';
import { planMarkdown } from '../../../../src/outputs/plan/plan-markdown';
import { liveApiVersions, requestsOf } from '../../../../src/outputs/plan/requests';
import { apiVersions } from '../../../../src/sources/azure/list-children';
import { Opened } from '../../sources/template/open';
import { liveServer } from '../../layers/build-snapshot';

const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.DBforPostgreSQL/flexibleServers/db';
const key = id.toLowerCase();
const context = liveServer('flexible', {
  properties: { network: { publicNetworkAccess: 'Enabled' } },
  parameters: { log_line_prefix: '%t' },
  children: { firewallRules: [{ name: 'office', properties: { startIpAddress: '203.0.113.1', endIpAddress: '203.0.113.2' } }] },
});

const tricky = "it's $(touch /tmp/x) `id` \"q\" \\ ${HOME} !";

function planOf(...changes: Change[]): Plan {
  return { title: 'Change db\nrm -rf /', detail: ['One | two'], confirm: 'Go', changes, effects: [{ effect: 'restart', text: 'It restarts.\n$(id)' }], cutOff: ['Somebody.'], state: () => '', wanted: '' };
}

const parameter = (value: string): Change => ({ kind: 'set', at: inResource(`${key}/configurations/log_line_prefix`, 'properties', 'value'), value });
const add = (name: string): Change => ({
  kind: 'add',
  parent: key,
  type: 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules',
  name,
  body: { properties: { startIpAddress: '198.51.100.1', endIpAddress: tricky } },
});
const close: Change = { kind: 'set', at: inResource(key, 'properties', 'network', 'publicNetworkAccess'), value: 'Disabled' };
const remove: Change = { kind: 'remove', at: inResource(`${key}/firewallRules/office`) };

const copied = (...changes: Change[]) => ({ plan: planOf(...changes), snapshot: context.snapshot, server: context.server, id });

/** What a shell hands to `az`, one array of words for each call. */
function called(script: string): string[][] {
  const { stdout, stderr, status } = spawnSync('bash', ['-c', `az() { printf '%s\\0' "$@"; printf '\\n'; }\n${script}`], { encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  return stdout.split('\0\n').filter((line) => line !== '').map((line) => line.split('\0'));
}

describe('a plan as a script for the Azure CLI', () => {
  test('hands every value on as it is, whatever a shell would make of it', () => {
    const [set, put, patch, remove_, ...more] = called(planAsAzCli(copied(parameter(tricky), add('new'), close, remove)));
    assert.deepEqual(more, []);
    assert.deepEqual(set?.slice(-4), ['--name', 'log_line_prefix', '--value', tricky]);
    assert.deepEqual(put?.slice(0, 5), ['rest', '--method', 'put', '--url', `${id}/firewallRules/new?api-version=2025-08-01`]);
    assert.deepEqual(JSON.parse(put.at(-1) ?? ''), { properties: { startIpAddress: '198.51.100.1', endIpAddress: tricky } });
    assert.deepEqual(JSON.parse(patch?.at(-1) ?? ''), { properties: { network: { publicNetworkAccess: 'Disabled' } } });
    assert.deepEqual(remove_, ['rest', '--method', 'delete', '--url', `${id}/firewallRules/office?api-version=2025-08-01`]);
  });

  test('keeps an empty value, and a comment a comment', () => {
    assert.equal(quoted(''), "''");
    assert.deepEqual(called(planAsAzCli(copied(parameter('')))).map((words) => words.at(-1)), ['']);
  });

  test('holds no secret', () => {
    const secret: Change = { kind: 'set', at: inResource(key, 'properties', 'administratorLoginPassword'), value: 'hunter2hunter2' };
    for (const text of [planAsAzCli(copied(secret)), planAsBicep(copied(secret)), planMarkdown({ ...copied(secret), where: 'db', calls: [] })]) {
      assert.ok(!text.includes('hunter2'), text);
    }
  });
});

test('the requests use the versions of the API that are written with', () => {
  assert.deepEqual(liveApiVersions, apiVersions);
});

test('settings of the server that follow each other are one request, and lists and tags are sent whole', () => {
  const server = liveServer('flexible', { body: { tags: { team: 'shop', cost: '1' } } });
  const changes: Change[] = [
    { kind: 'set', at: inResource(key, 'tags', 'team'), value: 'web' },
    { kind: 'set', at: inResource(key, 'properties', 'backup', 'backupRetentionDays'), value: 14 },
  ];
  const [request, ...more] = requestsOf(server.snapshot, server.server, id, changes);
  assert.deepEqual(more, []);
  assert.deepEqual(request?.body, { tags: { team: 'web', cost: '1' }, properties: { backup: { backupRetentionDays: 14 } } });
});

test('a plan as Bicep can be read again, and says what a deployment does not do', () => {
  const text = planAsBicep(copied(parameter(tricky), add('new'), close, remove, { kind: 'action', resource: key, action: 'restart' }));
  const { program, snapshot } = new Opened({ 'main.bicep': text });
  assert.deepEqual(program.problems(), []);
  assert.deepEqual(snapshot.resources.map(({ name }) => name), ['db', 'log_line_prefix', 'new']);
  assert.equal(settingOf(snapshot.resources[1] ?? context.server.resource, ['properties', 'value']), tricky);
  assert.match(text, /A deployment removes nothing: take firewallRules\/office out of the template/);
  assert.match(text, /A deployment does not restart/);
  assert.match(text, /\/\/ Write this into the declaration of db:\n\/\/ \{\n\/\/ {3}properties: \{\n/);
});

test('a plan as Markdown keeps foreign text from becoming markup', () => {
  const markdown = planMarkdown({ ...copied(add('a|b')), where: 'db', calls: ['PUT …'] });
  assert.match(markdown, /\| firewallRules\/a\\\|b \| not there \|/);
  assert.match(markdown, /^# Change db rm -rf \/\n/);
});
