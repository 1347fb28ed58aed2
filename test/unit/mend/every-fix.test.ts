import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { check } from '../../../src/engine/check';
import { mendedBy, remedyFor } from '../../../src/engine/plans/mended-by';
import { isLiveFix, isMendable, planFindingFix } from '../../../src/engine/plans/finding-fix';
import { layers } from '../../../src/layers/catalog';
import { serverTypes, kindOf, type Resource } from '../../../src/model/resource';
import { createSnapshot, type Snapshot } from '../../../src/model/snapshot';
import { openProgram } from '../../../src/sources/template/open-program';
import { emulate } from '../sources/azure/emulated-source';
import { applyChanges } from '../layers/apply-changes';

const group = '/subscriptions/0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1001/resourcegroups/rg-shop';

/** Makes what a template declares into what Azure would tell of it: ids for symbols, and parameters with their source. */
function asLive(template: Snapshot): Snapshot {
  const keyOf = new Map<string, string>();
  const name = ({ name: own }: Resource): string => (typeof own === 'string' ? own : 'pg-example').toLowerCase();
  for (const resource of template.resources) {
    const parent = resource.parent === undefined ? undefined : keyOf.get(resource.parent);
    const own = parent !== undefined && kindOf(template.resource(resource.parent ?? '')?.type ?? '') !== undefined;
    const isOwnChild = own && /dbforpostgresql/i.test(resource.type);
    const tail = isOwnChild ? (resource.type.split('/').at(-1) ?? '') : `providers/${resource.type}`;
    keyOf.set(resource.key, `${parent ?? group}/${tail}/${name(resource)}`.toLowerCase());
  }
  const resources = template.resources.map((resource): Resource => {
    const { parent, type, existing, body } = resource;
    return { type, existing, body, name: name(resource), when: true, key: keyOf.get(resource.key) ?? resource.key, ...(parent === undefined ? {} : { parent: keyOf.get(parent) ?? parent }) };
  });
  return createSnapshot({ origin: 'live', resources });
}

const examples = layers.flatMap(({ rules }) => rules.filter(({ surface, examples: own }) => surface.includes('live') && own !== undefined));

/** Fixes that are for a template or for other hands, although their rule judges live servers too. */
const elsewhere: Readonly<Record<string, string>> = {
  'backup/geo-redundancy': 'chosen when a server is created',
  'encryption/double-encryption': 'chosen when a server is created',
  'encryption/key-size': 'a property of the key in its vault',
  'entra/password-sign-in': 'a remedy of its own asks for a tested sign-in first',
  'firewall/dead-rules': 'a remedy of its own writes them to a file first',
  'network/public-workers': 'no documented call takes public addresses from the workers of a cluster that exists',
  'virtual-network/subnet-delegation': 'a property of the network',
};

describe('every fix of a live finding can be planned', () => {
  const { source } = emulate();
  for (const meta of examples) {
    const failing = meta.examples?.failing ?? '';
    test(meta.id, () => {
      const program = openProgram({ files: ['main.bicep'], host: { read: () => failing, resolve: () => 'none' } });
      const [entry] = program.entries;
      assert.ok(entry);
      const snapshot = asLive(program.snapshot(entry));
      const report = check(snapshot, { layers, profile: 'all', today: '2026-11-25' });
      const findings = [...report.findings, ...report.servers.flatMap((server) => server.findings)].filter(({ rule, outcome, fix }) => rule.id === meta.id && outcome === 'fail' && fix !== undefined);
      for (const finding of findings) {
        const server = finding.server ?? snapshot.servers[0];
        if (server === undefined || !isLiveFix(finding)) {
          assert.ok(meta.id in elsewhere, `${meta.id} has a fix that cannot be planned: ${JSON.stringify(finding.fix?.changes)}`);
          continue;
        }
        const plan = planFindingFix(snapshot, server, finding);
        assert.ok(plan);
        for (const change of plan.changes) assert.doesNotMatch(source.describe(change), /Azure has no call/);
        assert.equal(plan.state(applyChanges(snapshot, plan.changes)), plan.wanted);
      }
    });
  }

  test('findings lead to commands that are there', () => {
    const { contributes } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as { contributes: { commands: { command: string }[] } };
    const commands = new Set(contributes.commands.map(({ command }) => command));
    for (const remedy of Object.values(mendedBy)) assert.ok(commands.has(`postgresqlSecurity.${remedy}`), remedy);
  });

  test('no fix by itself switches passwords off', () => {
    const layer = layers.find(({ meta }) => meta.id === 'entra');
    const rule = layer?.rules.find(({ id }) => id === 'entra/password-sign-in');
    assert.ok(layer !== undefined && rule !== undefined);
    const server = { kind: 'flexible', resource: { key: 's', type: serverTypes.flexible, name: 's', existing: false, when: true, body: {} } } as const;
    const at = { in: 'resource', key: 's', path: ['properties', 'authConfig', 'passwordAuth'] } as const;
    const finding = { rule, layer: layer.meta, server, at, level: 'info', outcome: 'fail', message: '', related: [], fix: { title: '', effect: 'interrupts', changes: [{ kind: 'set', at, value: 'Disabled' }] } } as const;
    assert.equal(isLiveFix(finding), false);
    assert.equal(remedyFor(finding), 'switchPasswordsOff');
    assert.equal(isMendable(finding), true);
    assert.equal(isMendable({ ...finding, server: { ...server, kind: 'cluster' } }), false);
  });

  test('what is mended elsewhere, and by a remedy of its own, are rules', () => {
    const ids = new Set<string>(layers.flatMap(({ rules }) => rules.map(({ id }) => id)));
    for (const id of [...Object.keys(elsewhere), ...Object.keys(mendedBy)]) assert.ok(ids.has(id), id);
  });
});
