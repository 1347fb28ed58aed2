import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KnownFiles } from '../../../../src/sources/template/known-files';
import { parametersOf } from '../../../../src/sources/template/parameters-of';
import { hostOf, server } from './open';

const schema = '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"';
const files = {
  'infra/main.bicep': server('', 'param a string'),
  'infra/other.bicep': server('', 'param a string'),
  'infra/dev.bicepparam': `using 'main.bicep'\nparam a = 'x'`,
  'infra/prod.bicepparam': `using './main.bicep'\nparam a = 'y'`,
  'infra/env/test.bicepparam': `using '../main.bicep'\nparam a = 'y'`,
  'env/test.bicepparam': `using '../main.bicep'\nparam a = 'y'`,
  'infra/parameters/main.parameters.json': `{ ${schema}, "parameters": {} }`,
  'infra/other.bicepparam': `using 'other.bicep'\n// not main.bicep`,
  'infra/base.bicepparam': `using none\nparam a = 'z' // for main.bicep`,
  'infra/main.parameters.json': `{ ${schema}, "parameters": {} }`,
  'infra/main.parameters.test.json': `{ ${schema}, "parameters": {} }`,
  'infra/main.test.parameters.json': `{ ${schema}, "parameters": {} }`,
  'infra/other.parameters.json': `{ ${schema}, "parameters": {} }`,
  'infra/main.json': '{}',
};

test('the parameters files of a template are those that name it or have its name', () => {
  assert.deepEqual(parametersOf('infra/main.bicep', Object.keys(files), hostOf(files), new KnownFiles()), [
    'infra/dev.bicepparam', 'infra/prod.bicepparam', 'infra/env/test.bicepparam', 'infra/parameters/main.parameters.json', 'infra/main.parameters.json', 'infra/main.parameters.test.json', 'infra/main.test.parameters.json',
  ]);
  assert.deepEqual(parametersOf('infra/other.bicep', Object.keys(files), hostOf(files)), ['infra/other.bicepparam', 'infra/other.parameters.json']);
});

test('a parameters file has none', () => {
  assert.deepEqual(parametersOf('infra/dev.bicepparam', Object.keys(files), hostOf(files)), []);
});
