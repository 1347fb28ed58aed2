import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Snapshot } from '../../../../src/model/snapshot';
import { arm, Opened, server } from './open';

const template = server(`version: '16'`, 'param tls string = \'a\'');

function entries(files: Readonly<Record<string, string>>, given?: readonly string[]): readonly string[] {
  return new Opened(files, given).program.entries.map(({ file, parameters }) => (parameters === undefined ? file : `${file} with ${parameters}`));
}

function problems(files: Readonly<Record<string, string>>, given?: readonly string[]): readonly string[] {
  const opened = new Opened(files, given);
  return opened.program.problems().map(({ file, message, span }) => `${message} ${span === undefined ? file : opened.textAt({ file, ...span })}`);
}

describe('entries', () => {
  it('are templates of both languages', () => {
    assert.deepEqual(entries({ 'a.bicep': template, 'b.json': arm({ resources: [] }) }), ['a.bicep', 'b.json']);
  });

  it('are no other files, which are no problem either', () => {
    const files = { 'package.json': '{ "name": "x" }', 'list.json': '[1, 2', 'missing.bicep': template };
    assert.deepEqual(entries(files, ['package.json', 'list.json', 'nowhere.bicep']), []);
    assert.deepEqual(problems(files, ['package.json', 'list.json', 'nowhere.bicep']), []);
  });

  it('are not the modules that another given file deploys', () => {
    const files = { 'module.bicep': template, 'main.bicep': `module m './module.bicep' = { name: 'm' }` };
    assert.deepEqual(entries(files), ['main.bicep']);
    assert.deepEqual(entries(files, ['module.bicep']), ['module.bicep']);
  });

  it('are templates with each of their parameters files', () => {
    const files = {
      'main.bicep': template,
      'dev.bicepparam': `using './main.bicep'\nparam tls = 'dev'`,
      'main.parameters.json': JSON.stringify({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#', parameters: { tls: { value: 'json' } } }),
      'main.parameters.prod.json': JSON.stringify({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#', parameters: {} }),
    };
    assert.deepEqual(entries(files), ['main.bicep with dev.bicepparam', 'main.bicep with main.parameters.json', 'main.bicep with main.parameters.prod.json']);
    assert.deepEqual(entries(files, ['main.parameters.json']), ['main.bicep with main.parameters.json']);
  });

  it('are templates with their parameters files in other folders', () => {
    const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#';
    const json = JSON.stringify({ $schema: schema, parameters: { tls: { value: 'json' } } });
    const files = { 'infra/main.bicep': template, 'infra/env/dev.bicepparam': `using '../main.bicep'\nparam tls = 'dev'`, 'infra/parameters/main.parameters.prod.json': json, 'infra/Params/main.parameters.json': json };
    assert.deepEqual(entries(files), ['infra/main.bicep with infra/env/dev.bicepparam', 'infra/main.bicep with infra/parameters/main.parameters.prod.json', 'infra/main.bicep with infra/Params/main.parameters.json']);
    // In a folder of another name a file of the same name may be for anything.
    assert.deepEqual(entries({ 'infra/main.bicep': template, 'infra/env/main.parameters.json': json }), ['infra/main.bicep']);
  });

  it('begin somewhere where templates deploy each other', () => {
    const files = { 'a.bicep': `module b 'b.bicep' = { name: 'b' }`, 'b.bicep': `module a 'a.bicep' = { name: 'a' }` };
    assert.deepEqual(entries(files), ['a.bicep']);
    assert.deepEqual(problems(files), ["The module a.bicep deploys itself. b.bicep: 'a.bicep'"]);
  });
});

describe('problems', () => {
  it('name a module that is not there, and where it is called', () => {
    const files = { 'main.bicep': `module m './gone.bicep' = { name: 'm' }` };
    assert.deepEqual(problems(files), ["The module ./gone.bicep was not found, or is no template. main.bicep: './gone.bicep'"]);
  });

  it('are no modules in registries', () => {
    assert.deepEqual(problems({ 'main.bicep': `module m 'br/public:avm/x:1.0.0' = { name: 'm' }\nmodule n 'ts:a/b:1' = { name: 'n' }` }), []);
  });

  it('are those of half typed files, also of modules and parameters files', () => {
    const files = {
      'main.bicep': `module m './m.bicep' = { name: 'm' }`,
      'm.bicep': 'param x string = ',
      'p.bicepparam': `using 'main.bicep'\nparam = `,
    };
    assert.equal(problems({ 'm.bicep': files['m.bicep'] }).length > 0, true);
    const files3 = new Set(new Opened(files).program.problems().map(({ file }) => file));
    assert.deepEqual([...files3].sort(), ['m.bicep', 'p.bicepparam']);
  });

  it('name the template that a parameters file is for and that is not there', () => {
    assert.deepEqual(problems({ 'p.bicepparam': `using './gone.bicep'` }), ['The template ./gone.bicep was not found. p.bicepparam']);
    assert.deepEqual(problems({ 'p.bicepparam': `using none` }), []);
  });
});

describe('a released entry', () => {
  const files = { 'main.bicep': `module m 'part.bicep' = { name: 'm' }\n`, 'part.bicep': template };

  it('is evaluated anew, and means the same', () => {
    const opened = new Opened(files);
    const at = opened.at('server', 'properties', 'version');
    const before = opened.located(at);
    opened.program.release(opened.entry);
    const again = opened.program.snapshot(opened.entry);
    assert.notEqual(again, opened.snapshot);
    const meant = ({ resources }: Snapshot): unknown[] =>
      resources.map(({ key, type, name, apiVersion, parent, existing, when, body }) => ({ key, type, name, apiVersion, parent, existing, when, body }));
    assert.deepEqual(meant(again), meant(opened.snapshot));
    assert.deepEqual(opened.located(at), before);
    assert.notEqual(before.length, 0);
  });

  it('can still be mended', () => {
    const opened = new Opened(files);
    const at = opened.at('server', 'properties', 'version');
    const before = opened.edits({ kind: 'set', at, value: '17' });
    opened.program.release(opened.entry);
    assert.deepEqual(opened.edits({ kind: 'set', at, value: '17' }), before);
    assert.equal(before?.length, 1);
  });
});
