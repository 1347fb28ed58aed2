import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check } from '../../../../src/engine/check';
import type { Profile } from '../../../../src/engine/profile';
import { layers } from '../../../../src/layers/catalog';
import { insertServer, newServer, newServerLanguages } from '../../../../src/sources/template/new-server/new-server';
import { networks, type Network } from '../../../../src/sources/template/new-server/secure-server';
import { applyEdits, orderEdits } from '../../../../src/sources/template/text-edits';
import { arm, flexible, Opened, server } from './open';

/** What a stricter profile asks for and only the owner can say, such as where logs go. */
const choices = [
  'info entra/group-sync',
  'info access/session-timeouts',
  'info encryption/customer-key',
  'info audit/diagnostic-setting',
  'info audit/log-duration',
];

/** What keeps a server from being lost or away costs money, asks for the right to lock, or has to suit those who work with it. */
const resilience = ['warning backup/standby', 'warning backup/maintenance-window', 'warning backup/delete-lock'];

/** What is left to say of a new server: choices that cost money, or that only the owner can make. */
const left: Readonly<Record<Network, Readonly<Partial<Record<Profile, readonly string[]>>>>> = {
  private: { recommended: [], strict: choices, resilience },
  public: {
    recommended: ['info network/public-access'],
    strict: ['warning network/public-access', ...choices],
    resilience: [...resilience, 'info network/public-access'],
  },
};

function findings(opened: Opened, profile: Profile): string[] {
  const { findings: found } = check(opened.snapshot, { layers, profile, today: '2026-11-25' });
  return found.map(({ level, rule }) => `${level} ${rule.id}`);
}

const all = newServerLanguages.flatMap((language) => networks.map((network) => ({ language, network })));

for (const options of all) {
  const { language, network } = options;
  const file = language === 'bicep' ? 'main.bicep' : 'main.json';
  const open = (text: string): Opened => new Opened({ [file]: text });
  const insert = (text: string): string => {
    const edits = insertServer(file, text, options);
    assert.ok(edits, 'nothing can be written');
    return applyEdits(text, orderEdits(edits) ?? []);
  };

  describe(`a new ${network} server in ${language}`, () => {
    it('has nothing against it but choices', () => {
      const opened = open(newServer(options));
      assert.deepEqual(opened.program.problems(), []);
      assert.equal(opened.snapshot.servers.length, 1);
      for (const [profile, expected] of Object.entries(left[network])) assert.deepEqual(findings(opened, profile as Profile), expected, profile);
    });

    it('takes Microsoft Entra sign-ins only, of an administrator who is a parameter', () => {
      const { snapshot } = open(newServer(options));
      const [{ resource }] = snapshot.servers as [typeof snapshot.servers[number]];
      assert.deepEqual(
        [resource.body['properties']].map((properties) => JSON.stringify(properties).includes('"passwordAuth":"Disabled"')),
        [true],
      );
      assert.equal(snapshot.children(resource.key, `${flexible}/administrators`).items.length, 1);
      assert.equal(snapshot.children(resource.key, `${flexible}/firewallRules`).items.length, network === 'public' ? 1 : 0);
      assert.ok(snapshot.declarations.some(({ at }) => at.kind === 'parameter' && at.name === 'administratorObjectId'));
      assert.doesNotMatch(newServer(options), /administratorLogin|password"?:/i);
    });

    it('sets its children one after the other', () => {
      const text = newServer(options);
      assert.match(text, language === 'bicep' ? /@batchSize\(1\)\nresource serverConfiguration / : /"mode": "serial",\s+"batchSize": 1/);
      const chains = text.match(language === 'bicep' ? /dependsOn: \[/g : /"dependsOn": \[/g);
      assert.equal(chains?.length, (network === 'public' ? 3 : 2) + (language === 'bicep' ? 0 : 1));
    });

    it('is put into a template that has such names already', () => {
      const before =
        language === 'bicep'
          ? `param location string\nparam serverName string\n${server('').replace('server ', 'postgresServer ')}`
          : arm({ parameters: { location: { type: 'string' }, serverName: { type: 'string' } }, resources: [{ type: flexible, apiVersion: '2025-08-01', name: 'pg', properties: {} }] });
      const opened = open(insert(before));
      assert.deepEqual(opened.program.problems(), []);
      assert.equal(opened.snapshot.servers.length, 2);
      const names = opened.snapshot.declarations.filter(({ at }) => at.kind === 'parameter').map(({ at }) => at.name);
      assert.ok(names.includes('serverName2'), names.join(', '));
      assert.equal(names.filter((name) => name.startsWith('location')).length, 1);
      const inserted = opened.snapshot.servers[1]?.resource.key;
      const { findings: found } = check(opened.snapshot, { layers, profile: 'recommended', today: '2026-11-25' });
      assert.deepEqual(found.filter((one) => one.server?.resource.key === inserted).map(({ level, rule }) => `${level} ${rule.id}`), left[network].recommended);
    });

    it('is put into an empty template', () => {
      const opened = open(insert(language === 'bicep' ? '' : arm({ resources: [] })));
      assert.deepEqual(opened.program.problems(), []);
      assert.deepEqual(findings(opened, 'recommended'), left[network].recommended);
    });
  });
}

describe('a new server', () => {
  it('is put among resources with symbolic names', () => {
    const before = arm({ languageVersion: '2.0', resources: { pg: { type: flexible, apiVersion: '2025-08-01', name: 'pg', properties: {} } } });
    const edits = insertServer('main.json', before, { language: 'json', network: 'public' });
    const text = applyEdits(before, orderEdits(edits ?? []) ?? []);
    const written = JSON.parse(text) as { resources: Record<string, { dependsOn?: string[] }> };
    assert.deepEqual(written.resources['allowedRange']?.dependsOn, ['postgresServer', 'administrator']);
    assert.equal(new Opened({ 'main.json': text }).snapshot.servers.length, 2);
  });

  it('keeps the line endings and the indentation of a template', () => {
    const before = arm({ resources: [] }).replaceAll('  ', '\t').replaceAll('\n', '\r\n');
    const text = applyEdits(before, orderEdits(insertServer('main.json', before, { language: 'json', network: 'private' }) ?? []) ?? []);
    assert.doesNotMatch(text, /[^\r]\n|\n +/);
  });

  it('is put into nothing that is no template', () => {
    assert.equal(insertServer('a.json', '{ "name": "x" }', { language: 'json', network: 'public' }), undefined);
    assert.equal(insertServer('a.json', '', { language: 'json', network: 'public' }), undefined);
  });
});
