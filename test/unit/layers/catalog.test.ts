import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { layers } from '../../../src/layers/catalog';
import { childNeeds, extensionNeeds } from '../../../src/model/layer';
import { layerIds } from '../../../src/model/layer-id';
import type { Kind } from '../../../src/model/resource';
import type { Context } from '../../../src/model/rule';
import { liveServer } from './build-snapshot';

const rules = layers.flatMap((layer) => layer.rules.map((meta) => ({ layer, meta })));
const ids = new Set<string>(rules.map(({ meta }) => meta.id));

/** The children that are read of each live server, by the last part of their type. */
const read: Readonly<Record<'flexible' | 'single', readonly string[]>> = {
  flexible: ['administrators', 'advancedThreatProtectionSettings', 'configurations', 'firewallRules'],
  single: ['administrators', 'configurations', 'firewallRules', 'keys', 'securityAlertPolicies', 'virtualNetworkRules'],
};

test('the layers are there once each, in reading order', () => {
  assert.deepEqual(layers.map(({ meta }) => meta.id), layerIds);
});

test('rules have ids of their own that begin with their layer', () => {
  assert.equal(ids.size, rules.length);
  for (const { layer, meta } of rules) assert.match(meta.id, new RegExp(`^${layer.meta.id}/[a-z0-9]+(-[a-z0-9]+)*$`));
});

test('no id of the catalogue is claimed by two rules, but for those that only say what is not stated', () => {
  const claimed = rules.flatMap(({ meta }) => (meta.id.endsWith('/not-stated') ? [] : meta.catalogue));
  assert.deepEqual(claimed.filter((id, index) => claimed.indexOf(id) !== index), []);
});

describe('what is said about a rule is complete', () => {
  for (const { layer, meta } of rules) {
    test(meta.id, () => {
      const { title, brief, why, condition, sources, equivalents, catalogue, examples } = meta;
      assert.match(title, /^[A-Z].*[^.]$/, 'title: begins large and has no full stop');
      assert.match(brief, /^\S.*[^.]$/, 'brief: has no full stop');
      assert.ok(brief.length <= 50, `brief: ${brief.length} characters`);
      assert.match(why, /^[A-Z].*\.$/, 'why: a sentence');
      assert.match(condition, /^\S.*\.$/, 'condition: a sentence');
      assert.ok(sources.length > 0, 'sources: at least one');
      for (const source of sources) assert.match(source, /^https:\/\/\S+$/);
      for (const [tool, names] of Object.entries(equivalents)) {
        assert.match(tool, /^[a-z][a-z-]*$/);
        assert.ok(names.length > 0 && names.every((name) => name.trim() === name && name !== ''), `equivalents of ${tool}`);
      }
      // The catalogue is of what Resource Manager and templates tell.
      assert.equal(catalogue.length > 0, meta.inside !== true, 'catalogue: at least one id');
      for (const id of catalogue) assert.match(id, /^PG[A-Z]{3,4}\d{3}$/);
      assert.ok(meta.appliesTo.every((kind) => layer.appliesTo.includes(kind)));
      assert.ok(meta.surface.length > 0);
      for (const id of meta.supersedes ?? []) assert.ok(ids.has(id) && id !== meta.id, `supersedes ${id}`);
      if (examples !== undefined) assert.notEqual(examples.failing, examples.passing);
    });
  }
});

test('few lists are read of a server: the keys of a Single Server only where it says that it has some', () => {
  for (const [kind, expected] of Object.entries(read)) {
    const prefix = kind === 'flexible' ? 'Microsoft.DBforPostgreSQL/flexibleServers/' : 'Microsoft.DBforPostgreSQL/servers/';
    const types = new Set(layers.flatMap(({ needs }) => childNeeds(needs).map(({ type }) => type)).filter((type) => type.startsWith(prefix)));
    assert.deepEqual([...types].map((type) => type.slice(prefix.length)).sort(), expected);
  }
});

test('what surrounds a live server is shown of the kinds that it is read for only, as it would count as not read of others', () => {
  for (const kind of ['flexible', 'single', 'cluster', 'horizon'] as const) {
    const wanted = new Set(layers.flatMap(({ needs }) => extensionNeeds(needs, kind)).map(({ extension }) => extension.toLowerCase()));
    const words: Readonly<Record<string, string>> = {
      'Diagnostic settings': 'microsoft.insights/diagnosticsettings',
      'Defender plan of the subscription': 'microsoft.security/pricings',
      Locks: 'microsoft.authorization/locks',
      'Azure roles on the server itself': 'microsoft.authorization/roleassignments',
    };
    const shown = layers.filter(({ appliesTo }) => appliesTo.includes(kind)).flatMap((layer) => layer.check(liveServer(kind)).facts).flatMap(({ title }) => words[title] ?? []);
    assert.deepEqual(shown.filter((type) => !wanted.has(type)), [], kind);
  }
});

test('every parameter that a layer reads is among its needs', () => {
  for (const kind of ['flexible', 'single'] as const) {
    for (const layer of layers) {
      const parameters = Object.fromEntries(
        childNeeds(layer.needs).flatMap(({ type, names = [] }) =>
          type === liveServer(kind).server.resource.type + '/configurations' ? names.map((name) => [name, 'on']) : [],
        ),
      );
      const { facts, judgements } = layer.check(liveServer(kind, { parameters }));
      const words = [...facts.map(({ text }) => text), ...judgements.map(({ judgement }) => judgement.message)];
      assert.deepEqual(words.filter((text) => text.includes('has no parameter')), [], `${layer.meta.id} of ${kind}`);
    }
  }
});

test('nothing is judged to fail of a server of which nothing could be read', () => {
  // A retired service is one whatever its settings are; Azure shows the settings of a live server in its body.
  const always = ['lifecycle/retired-service', 'lifecycle/retiring-cluster'];
  for (const kind of ['flexible', 'single', 'cluster', 'horizon'] satisfies readonly Kind[]) {
    const context: Context = liveServer(kind, { existing: true, name: 'pg-orders' });
    const failing = layers
      .filter(({ appliesTo }) => appliesTo.includes(kind))
      .flatMap((layer) => layer.check(context).judgements)
      .filter(({ judgement }) => judgement.verdict === 'fails')
      .map(({ rule }) => rule.id);
    assert.deepEqual(failing.filter((id) => !always.includes(id)), []);
  }
});

test('layers sum every server up in a few words', () => {
  for (const kind of ['flexible', 'single', 'cluster', 'horizon'] satisfies readonly Kind[]) {
    for (const layer of layers.filter(({ appliesTo }) => appliesTo.includes(kind))) {
      const { text, facts } = layer.check(liveServer(kind));
      assert.match(text, /^\S.{0,59}$/, `${layer.meta.id} of ${kind}: ${text}`);
      assert.doesNotMatch(text, /undefined|\[object|NaN/);
      for (const line of facts) assert.doesNotMatch(`${line.title} ${line.text}`, /undefined|\[object|NaN/);
    }
  }
});
