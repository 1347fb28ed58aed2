import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DiskHost } from '../../../src/cli/disk-host';
import { takeTemplates } from '../../../src/cli/take-templates';
import { openProgram } from '../../../src/sources/template/open-program';

const storage = (name: string): string => `resource s 'Microsoft.Storage/storageAccounts@2024-01-01' = {\n  name: '${name}'\n}\n`;

const template = (type: string): string =>
  JSON.stringify({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [{ type, apiVersion: '2024-08-01', name: 'x' }] });

/** Texts by name, which counts how often each is asked for as a template. */
function counting(texts: Readonly<Record<string, string>>) {
  const reads = new Map<string, number>();
  const released: string[] = [];
  const host: DiskHost = {
    open: (file) => ({ text: texts[file] ?? '', start: '' }),
    read: (file) => {
      if (Object.hasOwn(texts, file)) reads.set(file, (reads.get(file) ?? 0) + 1);
      return texts[file];
    },
    resolve: (_, reference) => reference.replace(/^\.\//, ''),
    release: (file) => released.push(file),
  };
  return { host, reads, released };
}

test('files that cannot matter are neither kept nor parsed, and those that matter are read once', () => {
  const cannot = {
    ...Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`s${index}.bicep`, storage(`s${index}`)])),
    'storage.json': template('Microsoft.Storage/storageAccounts'),
    'package.json': '{ "name": "postgres" }',
    'settings.json': '{ "resources": [], "host=x;": 5432 }',
  };
  const can = {
    'pg.bicep': "resource pg 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {\n  name: 'pg'\n}\n",
    'pg.json': template('Microsoft.DBforPostgreSQL/flexibleServers'),
    'pg.parameters.json': '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "parameters": {} }',
    'network.bicep': "resource n 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {\n  name: 'n'\n}\n",
  };
  const { host, reads, released } = counting({ ...cannot, ...can });
  const { files, problems } = takeTemplates(Object.keys({ ...cannot, ...can }).map((file) => ({ file, named: false })), host);
  assert.deepEqual(problems, []);
  assert.deepEqual(files, Object.keys(can));
  assert.deepEqual(released, Object.keys(cannot));
  const program = openProgram({ files, host });
  for (const entry of program.entries) program.snapshot(entry);
  assert.deepEqual(Object.keys(cannot).filter((file) => reads.has(file)), []);
  assert.deepEqual([...reads.keys()].sort(), Object.keys(can).sort());
  assert.ok([...reads.values()].every((times) => times <= 2), JSON.stringify([...reads]));
});

test('a file that somebody names is read whatever it is about', () => {
  const { host } = counting({ 's.bicep': storage('s') });
  assert.deepEqual(takeTemplates([{ file: 's.bicep', named: true }], host).files, ['s.bicep']);
});
