import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../../../src/emulator/message';
import { sampleFleet, sampleSubscriptions } from '../../../../src/emulator/sample-fleet';
import { check } from '../../../../src/engine/check';
import { layers } from '../../../../src/layers/catalog';
import type { Snapshot } from '../../../../src/model/snapshot';
import { emulate } from '../azure/emulated-source';
import { findingsOf, holdFix } from './hold-fix';
import { arm, Opened } from './open';

/** A resource as all three have it: the type, its name with those of its parents, and its properties. */
interface Part {
  readonly type: string;
  readonly name: string;
  readonly properties: JsonObject;
}

interface Kind {
  readonly version: string;
  readonly parts: readonly Part[];
  /** What is only there live: nobody deploys it. */
  readonly live?: readonly Part[];
  readonly finds: readonly string[];
  readonly mended: readonly string[];
}

const cluster = 'Microsoft.DBforPostgreSQL/serverGroupsv2';
const horizon = 'Microsoft.HorizonDb/clusters';
const everybody = { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' };
const group = `/subscriptions/${sampleSubscriptions.staging}/resourceGroups/rg-reporting`;
const parameterGroup = `${group}/providers/Microsoft.HorizonDb/parameterGroups/reporting`;

const kinds: Readonly<Record<string, Kind>> = {
  'a cluster': {
    version: '2023-03-02-preview',
    parts: [
      { type: cluster, name: 'orders', properties: { postgresqlVersion: '16', nodeCount: 2, coordinatorEnablePublicIpAccess: true, nodeEnablePublicIpAccess: true, authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled' } } },
      { type: `${cluster}/firewallRules`, name: 'orders/all', properties: everybody },
      { type: `${cluster}/coordinatorConfigurations`, name: 'orders/shared_preload_libraries', properties: { value: 'citus,pgaudit' } },
      { type: `${cluster}/nodeConfigurations`, name: 'orders/shared_preload_libraries', properties: { value: 'citus' } },
      { type: `${cluster}/roles`, name: 'orders/admins', properties: { roleType: 'admin', externalIdentity: { objectId: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10', principalType: 'group' } } },
      { type: `${cluster}/coordinatorConfigurations`, name: 'orders/pgaudit.log', properties: { value: 'ddl' } },
      { type: `${cluster}/nodeConfigurations`, name: 'orders/pgaudit.log', properties: { value: 'role,ddl,misc' } },
    ],
    finds: ['audit/audit-extension', 'audit/audit-scope', 'entra/password-sign-in', 'firewall/address-count', 'firewall/open-to-internet', 'lifecycle/required-tags', 'lifecycle/retiring-cluster', 'network/public-access', 'network/public-workers'],
    mended: ['audit/audit-extension', 'audit/audit-scope', 'firewall/open-to-internet', 'network/public-access', 'network/public-workers'],
  },
  'a HorizonDB cluster': {
    version: '2026-05-01-preview',
    parts: [
      { type: horizon, name: 'orders', properties: { version: '17', administratorLogin: 'pgadmin', authConfig: { entraIdAuth: 'Disabled', passwordAuth: 'Enabled' }, parameterGroup: { id: parameterGroup } } },
      { type: `${horizon}/pools/firewallRules`, name: 'orders/default/all', properties: everybody },
      { type: 'Microsoft.HorizonDb/parameterGroups', name: 'reporting', properties: { pgVersion: 17, parameters: [{ name: 'password_encryption', value: 'md5' }, { name: 'shared_preload_libraries', value: 'pg_stat_statements' }] } },
    ],
    live: [{ type: `${horizon}/pools`, name: 'orders/default', properties: {} }],
    finds: ['access/password-hashing', 'access/predictable-login', 'audit/audit-extension', 'entra/administrator', 'entra/password-only', 'entra/password-sign-in', 'firewall/open-to-internet', 'network/public-access'],
    mended: ['access/password-hashing', 'audit/audit-extension', 'entra/password-only', 'firewall/open-to-internet'],
  },
};

const isReference = (value: unknown): boolean => value === parameterGroup;

function inBicep(value: unknown, indent: number): string {
  const pad = ' '.repeat(indent);
  if (isReference(value)) return 'part2.id';
  if (Array.isArray(value)) return `[\n${value.map((one) => `${pad}  ${inBicep(one, indent + 2)}\n`).join('')}${pad}]`;
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? `'${value}'` : String(value);
  return `{\n${Object.entries(value).map(([key, one]) => `${pad}  ${key}: ${inBicep(one, indent + 2)}\n`).join('')}${pad}}`;
}

const bicepOf = ({ version, parts }: Kind): string =>
  parts.map(({ type, name, properties }, index) => `resource part${String(index)} '${type}@${version}' = {\n  name: '${name}'\n${name.includes('/') ? '' : "  location: 'westeurope'\n"}  properties: ${inBicep(properties, 2)}\n}\n`).join('\n');

const armOf = ({ version, parts }: Kind): string =>
  arm({
    resources: parts.map(({ type, name, properties }) => ({
      type, apiVersion: version, name, location: 'westeurope',
      properties: JSON.parse(JSON.stringify(properties, (_, value: unknown) => (isReference(value) ? "[resourceId('Microsoft.HorizonDb/parameterGroups', 'reporting')]" : value))) as object,
    })),
  });

/** …/clusters/orders/pools/default/firewallRules/all */
function idOf({ type, name }: Part): string {
  const [provider = '', ...segments] = type.split('/');
  const names = name.split('/');
  return `${group}/providers/${provider}/${segments.map((segment, index) => `${segment}/${names[index] ?? ''}`).join('/')}`;
}

async function liveOf({ parts, live = [] }: Kind): Promise<Snapshot> {
  const sample = sampleFleet();
  const others = [...parts, ...live].map((part) => ({ id: idOf(part), body: { location: 'westeurope', properties: part.properties } }));
  const { source } = emulate({ emulator: { fleet: { ...sample, others: [...(sample.others ?? []), ...others] } } });
  return source.read(idOf(parts[0] as Part), layers.flatMap((layer) => layer.needs));
}

/** Private endpoints, locks and logs are often deployed elsewhere, and what a template leaves out is said in other words. */
const around: readonly string[] = ['audit/diagnostic-setting', 'backup/delete-lock', 'backup/geo-redundancy', 'backup/standby', 'encryption/customer-key', 'private-link/no-private-endpoint'];

const foundIn = (snapshot: Snapshot): readonly string[] =>
  [...new Set(check(snapshot, { layers, profile: 'all', today: '2026-11-25' }).findings.filter(({ rule }) => rule.surface.length === 2 && !around.includes(rule.id)).map(({ rule }) => rule.id))].sort();

for (const [what, kind] of Object.entries(kinds)) {
  describe(what, () => {
    test('says the same in Bicep, in ARM JSON and live', async () => {
      assert.deepEqual(foundIn(new Opened({ 'main.bicep': bicepOf(kind) }).snapshot), kind.finds);
      assert.deepEqual(foundIn(new Opened({ 'main.json': armOf(kind) }).snapshot), kind.finds);
      assert.deepEqual(foundIn(await liveOf(kind)), kind.finds);
    });

    for (const files of [{ 'main.bicep': bicepOf(kind) }, { 'main.json': armOf(kind) }]) {
      test(`is mended in ${Object.keys(files).join()}`, () => {
        const opened = new Opened(files);
        const findings = findingsOf(opened);
        const mended = findings.filter((finding) => finding.fix !== undefined && holdFix(opened, findings, finding)).map(({ rule }) => rule.id);
        assert.deepEqual(kind.mended.filter((id) => !mended.some((one) => one === id)), [], mended.join(', '));
      });
    }
  });
}

test('a fix that the version of the API knows nothing of names a newer one', () => {
  const text = (more = ''): string => `resource cluster '${cluster}@2022-11-08' = {
  name: 'orders'
  location: 'westeurope'
  properties: {
    postgresqlVersion: '16'${more}
  }
}
`;
  const opened = new Opened({ 'main.bicep': text() });
  const findings = findingsOf(opened);
  const finding = findings.find(({ rule }) => rule.id === 'entra/password-only');
  assert.ok(finding?.fix);
  const mended = opened.mend(...finding.fix.changes)?.files['main.bicep'] ?? '';
  assert.match(mended, /serverGroupsv2@2023-03-02-preview'/);
  assert.match(mended, /activeDirectoryAuth: 'enabled'/);
  // What is written there all the same is called by its name.
  const written = new Opened({ 'main.bicep': text("\n    authConfig: {\n      activeDirectoryAuth: 'enabled'\n    }") });
  assert.ok(findingsOf(written).some(({ rule, message }) => rule.id === 'lifecycle/old-api-version' && message.includes('Microsoft Entra authentication')));
});
