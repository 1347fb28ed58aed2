import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, type CheckOptions } from '../../../../src/engine/check';
import { explain } from '../../../../src/engine/explain';
import { layers } from '../../../../src/layers/catalog';
import { arm, flexible, Opened, server, version } from './open';

const options: CheckOptions = { layers, profile: 'recommended', today: '2026-11-25' };

/** The settings that are written where a text begins, with the text that each spans. */
function at(opened: Opened, text: string, file = Object.keys(opened.files)[0] ?? ''): string[] {
  const offset = opened.files[file]?.indexOf(text) ?? -1;
  return opened.program.addressesAt(opened.entry, file, offset).map(({ address, span }) => {
    const symbol = address.key.split(/[#>]/).at(-1) ?? '';
    return `${symbol} ${address.path.join('.')} = ${opened.files[file]?.slice(span.start, span.end).split('\n')[0] ?? ''}`;
  });
}

describe('the setting at a place', () => {
  const bicep = new Opened({
    'main.bicep': server("version: '16'\n    network: {\n      publicNetworkAccess: access\n    }", "param access string = 'Enabled'"),
  });

  it('is found at its name and at its value', () => {
    assert.deepEqual(at(bicep, 'publicNetworkAccess'), ['server properties.network.publicNetworkAccess = publicNetworkAccess: access']);
    assert.deepEqual(at(bicep, 'access\n'), ['server properties.network.publicNetworkAccess = publicNetworkAccess: access']);
    assert.deepEqual(at(bicep, 'network: {'), ['server properties.network = network']);
  });

  it('is none outside of resources, and at their heads', () => {
    assert.deepEqual(at(bicep, 'param access'), []);
    assert.deepEqual(at(bicep, 'server '), []);
  });

  it('is that of the inner resource', () => {
    const nested = new Opened({
      'main.bicep': `resource server '${flexible}@${version}' = {\n  name: 'pg'\n  resource tls 'configurations' = {\n    name: 'require_secure_transport'\n    properties: { value: 'off' }\n  }\n}\n`,
    });
    assert.deepEqual(at(nested, "value: 'off'"), ["server::tls properties.value = value: 'off'"]);
  });

  it('is there once for each deployment', () => {
    const loop = new Opened({ 'main.bicep': `resource server '${flexible}@${version}' = [for n in ['a', 'b']: {\n  name: n\n  properties: { version: '11' }\n}]\n` });
    assert.deepEqual(at(loop, "version: '11'"), ["server[0] properties.version = version: '11'", "server[1] properties.version = version: '11'"]);
  });

  it('is found in ARM JSON', () => {
    const json = new Opened({ 'main.json': arm({ resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: { version: '11' } }] }) });
    assert.deepEqual(at(json, '"version": "11"'), ['resources/0 properties.version = "version": "11"']);
  });

  it('is explained by the rules that judge it, failures first', () => {
    const opened = new Opened({ 'main.bicep': server("version: '11'") });
    const explanation = explain(opened.snapshot, opened.at('server', 'properties', 'VERSION'), options);
    assert.ok(explanation?.facts.some(({ text }) => text.includes('11')));
    const [first] = explanation?.judged ?? [];
    assert.deepEqual([first?.rule.id, first?.judgement.verdict], ['lifecycle/supported-version', 'fails']);
    assert.ok(check(opened.snapshot, options).findings.some(({ rule }) => rule.id === first?.rule.id));
  });

  it('is explained at the name of a child by all that is said of the child', () => {
    const opened = new Opened({
      'main.bicep': `${server('')}\nresource tls '${flexible}/configurations@${version}' = {\n  parent: server\n  name: 'require_secure_transport'\n  properties: { value: 'off' }\n}\n`,
    });
    const explanation = explain(opened.snapshot, opened.at('#tls', 'name'), options);
    assert.ok(explanation?.judged.some(({ rule, judgement }) => rule.id === 'tls/require-encryption' && judgement.verdict === 'fails'));
  });

  it('is explained by nothing where no layer reads it', () => {
    const opened = new Opened({ 'main.bicep': server("version: '16'") });
    assert.equal(explain(opened.snapshot, opened.at('server', 'properties', 'whatever'), options), undefined);
  });
});
