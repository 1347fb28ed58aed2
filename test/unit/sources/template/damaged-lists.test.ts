import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check } from '../../../../src/engine/check';
import { layers } from '../../../../src/layers/catalog';
import { isUnknown } from '../../../../src/model/value';
import { arm, flexible, Opened, server, version } from './open';

const child = `{ "type": "${flexible}/configurations", "apiVersion": "${version}", "name": "pg/log_connections", "properties": { "value": "on" } }`;
const pg = (more = ''): string => `{ "type": "${flexible}", "apiVersion": "${version}", "name": "pg", "properties": {}${more} }`;
const template = (resources: string): Opened => new Opened({ 'main.json': arm({ resources: ['here'] }).replace('"here"', resources) });

/** Why the parameters of each server may be more than those that were found. */
const incomplete = (opened: Opened): unknown[] =>
  opened.snapshot.servers.map(({ resource }) => {
    const { complete } = opened.snapshot.children(resource.key, `${flexible}/configurations`);
    return isUnknown(complete) ? complete.because : complete;
  });

const damaged = (file: string): string => `a part of ${file} cannot be read`;

describe('a list of resources of which a part cannot be read', () => {
  it('may hold any child of the servers beside it', () => {
    for (const [list, wanted] of [
      [`${pg()}, ${child}`, true],
      [`${pg()}, %%%, ${child}`, damaged('main.json')],
      [`${pg()}, "firewall"`, damaged('main.json')],
      [`${pg()}, { "name": "pg/a", "properties": {} }`, damaged('main.json')],
      [`${pg()}, { "type": "[parameters('type')]", "name": "pg/a", "properties": {} }`, damaged('main.json')],
      [pg(`, "resources": [${child}, ?]`), damaged('main.json')],
    ] as const) {
      assert.deepEqual(incomplete(template(list)), [wanted], list);
    }
  });

  it('leaves other servers alone where it is that of one server', () => {
    assert.deepEqual(incomplete(template(`${pg(', "resources": [%%]')}, ${pg().replace('"pg"', '"other"')}`)), [damaged('main.json'), true]);
  });

  it('may be a statement of Bicep that is none', () => {
    const bicep = (more: string): Opened => new Opened({ 'main.bicep': `${server('')}${more}` });
    assert.deepEqual(incomplete(bicep(`resorce log '${flexible}/configurations@${version}' = {\n  parent: server\n  name: 'a'\n}\n`)), [damaged('main.bicep')]);
    assert.deepEqual(incomplete(bicep(`resource log = {\n  parent: server\n  name: 'a'\n}\n`)), [damaged('main.bicep')]);
    // What has no type yet can be no resource: it is only being typed.
    for (const typing of ['res', 'resource', 'resource log', 'resource log =', '%%']) assert.deepEqual(incomplete(bicep(`${typing}\n`)), [true], typing);
  });

  it('lets no rule say that a child is absent', () => {
    const speaking = (list: string): string[] => check(template(list).snapshot, { layers, profile: 'all', today: '2026-11-25' }).findings.filter(({ outcome }) => outcome === 'fail').map(({ rule }) => rule.id);
    assert.ok(speaking(pg()).includes('audit/audit-extension'));
    assert.ok(!speaking(`${pg()}, %%%`).includes('audit/audit-extension'));
  });
});
