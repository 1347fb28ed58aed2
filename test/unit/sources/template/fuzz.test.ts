import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check } from '../../../../src/engine/check';
import { layers } from '../../../../src/layers/catalog';
import { parseBicep } from '../../../../src/sources/bicep/parser';
import { generateBicep } from '../../../bench/generate-bicep';
import { armMaterial } from '../../../fuzz/arm-material';
import { bicepMaterial } from '../../../fuzz/bicep-material';
import { judge } from '../../../fuzz/judge';
import { brokenText, Random } from '../../../fuzz/mutate';
import { measureTolerance } from '../../../fuzz/tolerance';
import { arm, Opened, server } from './open';

describe('broken templates', () => {
  it('are read and judged in either language, whatever is broken', () => {
    for (const [file, material] of [['main.bicep', bicepMaterial], ['main.json', armMaterial]] as const) {
      const random = new Random(20261125);
      for (let count = 0; count < 300; count++) {
        const text = brokenText(random, material);
        assert.doesNotThrow(() => judge(file, text), text);
      }
    }
  });

  it('keep the declarations that an edit did not touch', () => {
    const files = [{ file: 'main.bicep', text: generateBicep(200) }];
    const { edits, mean, firstPercentile, worst } = measureTolerance(files, 400, new Random(3), bicepMaterial.scraps);
    assert.ok(edits > 300);
    assert.ok(mean >= 0.99, `${mean} ${worst.text}`);
    assert.ok(firstPercentile > 0.5, `${firstPercentile}`);
  });

  it('keep the declarations of JSON that an edit did not touch', () => {
    const names = Array.from({ length: 30 }, (_, index) => `name${index}`);
    const text = JSON.stringify(JSON.parse(arm({
      parameters: Object.fromEntries(names.map((name) => [name, { type: 'string', defaultValue: 'x', allowedValues: ['x', 'y'] }])),
      variables: Object.fromEntries(names.map((name) => [name, `[concat(parameters('${name}'), 'y')]`])),
      resources: names.map((name) => ({ type: 'Microsoft.DBforPostgreSQL/flexibleServers', apiVersion: '2024-08-01', name: `[variables('${name}')]`, properties: { network: { publicNetworkAccess: 'Enabled' } } })),
      outputs: Object.fromEntries(names.map((name) => [name, { type: 'string', value: name }])),
    })), undefined, 2);
    const { edits, mean, firstPercentile, worst } = measureTolerance([{ file: 'main.json', text }], 600, new Random(5), armMaterial.scraps);
    assert.ok(edits > 500);
    assert.ok(mean >= 0.99, `${mean} ${worst.text}`);
    assert.ok(firstPercentile > 0.5, `${firstPercentile}`);
  });
});

describe('a broken region', () => {
  const rules = (opened: Opened): string[] => {
    const { findings } = check(opened.snapshot, { layers, profile: 'recommended', today: '2026-11-24' });
    return findings.map(({ rule, at }) => `${rule.id} ${at.in === 'resource' ? at.key.replace(/^.*#/, '') : ''}`).sort();
  };
  const open = `network: { publicNetworkAccess: 'Enabled' }`;
  const rule = (symbol: string, head = '') => `resource ${symbol} 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = ${head}{
  parent: server
  name: '${symbol}'
  properties: { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' }
}
`;
  const whole = `${server(open)}${rule('a')}${rule('b')}`;

  it('silences rules inside itself only, in JSON too', () => {
    const child = (name: string) => ({
      type: 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules', apiVersion: '2024-08-01', name: `pg/${name}`, properties: { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' },
    });
    const pg = { type: 'Microsoft.DBforPostgreSQL/flexibleServers', apiVersion: '2024-08-01', name: 'pg', properties: { network: { publicNetworkAccess: 'Enabled' } } };
    const json = JSON.stringify(JSON.parse(arm({ resources: [pg, child('a'), child('b')] })), undefined, 2);
    const before = rules(new Opened({ 'main.json': json }));
    assert.ok(before.some((line) => line.endsWith('/1')) && before.some((line) => line.endsWith('/2')), before.join());
    for (const [from, to] of [['"name": "pg/a",', '"name": "pg/a'], ['"pg/a",\n      "properties": {', '"pg/a",\n      "properties": {{['], ['"pg/a",\n      "properties": {', '"pg/a",\n      "properties": '], ['"pg/a",\n', '"pg/a" }],\n']] as const) {
      assert.ok(json.includes(from), from);
      const after = rules(new Opened({ 'main.json': json.replace(from, to) }));
      assert.deepEqual(after.filter((line) => !line.endsWith('/1')), before.filter((line) => !line.endsWith('/1')), to);
    }
    const half = rules(new Opened({ 'main.json': json.replace('"publicNetworkAccess": "Enabled"', 'publicNetw %') }));
    assert.ok(!half.some((line) => line.startsWith('network/')), half.join());
  });

  it('silences rules inside itself only', () => {
    const before = rules(new Opened({ 'main.bicep': whole }));
    assert.ok(before.some((line) => line.endsWith(' a')) && before.some((line) => line.endsWith(' b')), before.join());
    for (const broken of [whole.replace(`name: 'a'`, `name: 'a`), whole.replace(`{ startIpAddress`, `{ [( startIpAddress`), whole.replace(`parent: server\n  name: 'a'`, `parent: server\n  : 'a' ]`)]) {
      const after = rules(new Opened({ 'main.bicep': broken }));
      assert.deepEqual(after.filter((line) => !line.endsWith(' a')), before.filter((line) => !line.endsWith(' a')), broken);
    }
  });
});

describe('texts that take long to read', { timeout: 120_000 }, () => {
  const megabytes = (piece: string, count: number): string => piece.repeat(Math.ceil((count * 2 ** 20) / piece.length));

  it('may be one line of five megabytes', () => {
    for (const line of [`var a = [${megabytes('1, ', 5)}]`, `var a = '${megabytes('x', 5)}'`, megabytes('[', 5), megabytes("'${", 5)]) {
      const { program } = parseBicep(`${line}\nparam last string\n`);
      assert.ok(program.end > 5 * 2 ** 20);
    }
    for (const json of [`{"resources":[${megabytes('1,', 5)}1]}`, megabytes('[', 5), megabytes('"', 5), arm({ variables: { a: `[${'concat('.repeat(700_000)}]` }, resources: [] })]) judge('main.json', json);
  });

  it('may be random bytes', () => {
    const random = new Random(1);
    const noise = Array.from({ length: 2 ** 20 }, () => String.fromCharCode(random.below(256))).join('');
    for (const file of ['main.bicep', 'main.json', 'main.bicepparam']) judge(file, noise);
  });
});
