import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check } from '../../../../src/engine/check';
import { layers } from '../../../../src/layers/catalog';
import { arm, Opened } from '../../sources/template/open';

const key = `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'keys'
  resource key 'keys' existing = { name: 'orders' }
}
`;

const bicep = (uri: string, more = key): string => `param keyVersion string
${more}
resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'db'
  properties: { dataEncryption: { type: 'AzureKeyVault', primaryKeyURI: ${uri} } }
}
`;

/** What is said of the version of the key: the outcome, and the text that it is about. */
function said(files: Readonly<Record<string, string>>): readonly string[] {
  const opened = new Opened(files);
  const { findings } = check(opened.snapshot, { layers, profile: 'all', today: '2026-11-26', showUnknown: true });
  return findings.filter(({ rule }) => rule.id === 'encryption/unversioned-key').map(({ outcome, at }) => `${outcome} ${opened.located(at)[0] ?? ''}`);
}

const ofBicep = (uri: string, more?: string): readonly string[] => said({ 'main.bicep': bicep(uri, more) });

describe('the version of a key that only the deployment tells', () => {
  it('is there where the vault is asked for the address with it', () => {
    assert.deepEqual(ofBicep('vault::key.properties.keyUriWithVersion'), ['fail main.bicep: vault::key.properties.keyUriWithVersion']);
    assert.deepEqual(ofBicep(`'\${vault::key.properties.keyUriWithVersion}'`), [`fail main.bicep: '\${vault::key.properties.keyUriWithVersion}'`]);
  });

  it('is there where it is written behind the address without it', () => {
    assert.equal(ofBicep(`'\${vault::key.properties.keyUri}/\${keyVersion}'`).length, 1);
    assert.match(ofBicep(`'\${vault::key.properties.keyUri}/0123456789abcdef0123456789abcdef'`).join('\n'), /^fail/);
  });

  it('is not there where the vault is asked for the address without it', () => {
    assert.deepEqual(ofBicep('vault::key.properties.keyUri'), []);
  });

  it('is found through variables, loops and modules', () => {
    assert.match(ofBicep('uri', `${key}var uri = vault::key.properties.keyUriWithVersion`).join('\n'), /^fail main.bicep: uri/);
    const files = {
      'main.bicep': bicep('keys.outputs.uri', `module keys 'keys.bicep' = { name: 'keys' }`),
      'keys.bicep': `resource key 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {\n  name: 'keys/orders'\n  properties: {}\n}\noutput uri string = key.properties.keyUriWithVersion\n`,
    };
    assert.match(said(files).join('\n'), /^fail main.bicep: keys.outputs.uri/);
  });

  it('is not guessed from the name of anything else', () => {
    assert.match(ofBicep('settings.keyUriWithVersion', 'param settings object').join('\n'), /^unknown/);
    assert.match(ofBicep('vault::key.properties.somethingElse').join('\n'), /^unknown/);
  });

  it('is told of ARM JSON alike', () => {
    const server = (uri: string): string => arm({ resources: [{ type: 'Microsoft.DBforPostgreSQL/flexibleServers', apiVersion: '2024-08-01', name: 'db', properties: { dataEncryption: { type: 'AzureKeyVault', primaryKeyURI: uri } } }] });
    const reference = (property: string): string => `[reference(resourceId('Microsoft.KeyVault/vaults/keys', 'keys', 'orders'), '2023-07-01').${property}]`;
    assert.match(said({ 'main.json': server(reference('keyUriWithVersion')) }).join('\n'), /^fail/);
    assert.deepEqual(said({ 'main.json': server(reference('keyUri')) }), []);
  });
});
