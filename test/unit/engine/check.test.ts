import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CheckOptions } from '../../../src/engine/check';
import { check } from '../../../src/engine/check';
import { levelIn, profiles } from '../../../src/engine/profile';
import { inResource } from '../../../src/model/address';
import type { Layer } from '../../../src/model/layer';
import { defineLayer, factLine } from '../../../src/model/layer';
import type { LayerId } from '../../../src/model/layer-id';
import type { Resource } from '../../../src/model/resource';
import { serverTypes } from '../../../src/model/resource';
import type { Context, Group, Rule, RuleMeta, WideRule } from '../../../src/model/rule';
import type { RuleSettings } from '../../../src/model/settings';
import { defaultSettings } from '../../../src/model/settings';
import { createSnapshot } from '../../../src/model/snapshot';
import { unknown } from '../../../src/model/value';
import type { Verdict } from '../../../src/model/verdict';
import { liveServer, templateServer, today } from '../layers/build-snapshot';

function rule(id: RuleMeta['id'], verdict: Verdict, more: Partial<RuleMeta> = {}): Rule<null> {
  const meta: RuleMeta = {
    id,
    title: 'It is right',
    brief: 'it is wrong',
    severity: 'low',
    group: 'warning',
    why: 'It matters.',
    condition: 'It is wrong.',
    sources: [],
    equivalents: {},
    catalogue: [],
    appliesTo: ['flexible', 'single'],
    surface: ['template', 'live'],
    ...more,
  };
  return { meta, judge: (_, { server }) => [{ verdict, at: inResource(server.resource.key), message: `${id} ${verdict}.` }] };
}

function layer(id: LayerId, ...rules: readonly Rule<null>[]): Layer {
  return defineLayer<null>({
    id,
    label: id,
    summary: 'A layer.',
    appliesTo: ['flexible', 'single'],
    needs: [],
    rules,
    read: () => null,
    describe: (_, { resource }) => [
      factLine('Known', { kind: 'set', value: 1, at: inResource(resource.key) }),
      factLine('Open', { kind: 'unknown', because: 'it was refused', at: inResource(resource.key) }),
    ],
    text: () => 'calm',
  });
}

function found(context: Context, layers: readonly Layer[], options: Partial<CheckOptions> = {}): string[] {
  const report = check(context.snapshot, { layers, profile: 'recommended', today, ...options });
  return report.findings.map(({ rule: { id }, level, outcome }) => `${id} ${level} ${outcome}`);
}

test('only failures are findings, unless what is unknown is asked for', () => {
  const one = layer(
    'tls',
    rule('tls/good', 'holds'),
    rule('tls/bad', 'fails'),
    rule('tls/open', 'undecided'),
    rule('tls/none', 'notApplicable'),
  );
  assert.deepEqual(found(liveServer('flexible'), [one]), ['tls/bad warning fail']);
  assert.deepEqual(found(liveServer('flexible'), [one], { showUnknown: true }), ['tls/bad warning fail', 'tls/open warning unknown']);
});

describe('levels', () => {
  const groups: readonly Group[] = ['error', 'warning', 'info', 'strict', 'resilience', 'configured'];
  const expected: Record<(typeof profiles)[number], readonly string[]> = {
    recommended: ['error', 'warning', 'info', 'off', 'off', 'off'],
    strict: ['error', 'warning', 'info', 'info', 'off', 'off'],
    resilience: ['error', 'warning', 'info', 'off', 'warning', 'off'],
    all: ['error', 'warning', 'info', 'info', 'info', 'info'],
  };
  for (const profile of profiles) {
    test(profile, () => {
      const levels = groups.map((group) => levelIn(profile, rule('tls/one', 'fails', { group }).meta));
      assert.deepEqual(levels, expected[profile]);
    });
  }

  test('a rule that needs a wish speaks once somebody has set it', () => {
    const { meta } = rule('tls/one', 'fails', { group: 'configured', wish: 'requiredTags' });
    const wished = profiles.map((profile) => levelIn(profile, meta, { ...defaultSettings, requiredTags: ['owner'] }));
    assert.deepEqual(wished, ['info', 'info', 'info', 'info']);
    const others = levelIn('recommended', meta, { ...defaultSettings, serverNames: ['psql-*'] });
    assert.equal(others, 'off');
  });

  test('rules are given the settings, or those that hold by default', () => {
    const asked: RuleSettings[] = [];
    const { meta } = rule('tls/one', 'fails');
    const one = layer('tls', { meta, judge: (_, { settings }) => (asked.push(settings), []) });
    const { snapshot } = liveServer('flexible');
    const settings = { ...defaultSettings, broadRange: 16 };
    check(snapshot, { layers: [one], profile: 'recommended', today });
    check(snapshot, { layers: [one], profile: 'recommended', today, settings });
    assert.deepEqual(asked, [defaultSettings, settings]);
  });

  test('strict raises what asks for it, and only there', () => {
    const raised = [layer('network', rule('network/one', 'fails', { group: 'info', strict: 'warning' }))];
    assert.deepEqual(found(liveServer('flexible'), raised), ['network/one info fail']);
    assert.deepEqual(found(liveServer('flexible'), raised, { profile: 'strict' }), ['network/one warning fail']);
  });

  test('a rule that is off in the profile says nothing', () => {
    const quiet = [layer('backup', rule('backup/one', 'fails', { group: 'resilience' }))];
    assert.deepEqual(found(liveServer('flexible'), quiet), []);
    assert.deepEqual(found(liveServer('flexible'), quiet, { profile: 'resilience' }), ['backup/one warning fail']);
  });
});

describe('one cause, one finding', () => {
  const better = (verdict: Verdict, more: Partial<RuleMeta> = {}): Layer =>
    layer('entra', rule('entra/better', verdict, { supersedes: ['tls/lesser'], ...more }));
  const lesser = layer('tls', rule('tls/lesser', 'fails', { group: 'error' }));

  test('a failure takes the place of what says less, in any layer', () => {
    assert.deepEqual(found(liveServer('flexible'), [lesser, better('fails')]), ['entra/better warning fail']);
  });

  test('a rule that holds, or is off, takes no place', () => {
    assert.deepEqual(found(liveServer('flexible'), [lesser, better('holds')]), ['tls/lesser error fail']);
    assert.deepEqual(found(liveServer('flexible'), [lesser, better('fails', { group: 'strict' })]), ['tls/lesser error fail']);
  });

  test('what could not be decided takes no place', () => {
    assert.deepEqual(found(liveServer('flexible'), [lesser, better('undecided')], { showUnknown: true }), [
      'tls/lesser error fail',
      'entra/better warning unknown',
    ]);
  });

  test('the profile all keeps both', () => {
    assert.equal(found(liveServer('flexible'), [lesser, better('fails')], { profile: 'all' }).length, 2);
  });

  test('servers do not answer for each other', () => {
    const resources = ['a', 'b'].map((key): Resource => ({
      key,
      type: serverTypes.flexible,
      name: key,
      existing: false,
      when: true,
      body: {},
    }));
    const onlyA: Rule<null> = {
      ...rule('entra/better', 'fails', { supersedes: ['tls/lesser'] }),
      judge: (_, { server }) =>
        server.resource.key === 'a' ? [{ verdict: 'fails', at: inResource('a'), message: 'Only a.' }] : [],
    };
    const snapshot = createSnapshot({ origin: 'live', resources });
    const { servers } = check(snapshot, { layers: [layer('entra', onlyA), lesser], profile: 'recommended', today });
    assert.deepEqual(
      servers.map(({ findings }) => findings.map((finding) => finding.rule.id)),
      [['entra/better'], ['tls/lesser']],
    );
  });
});

describe('conditions', () => {
  const bad = layer('tls', rule('tls/bad', 'fails'), rule('tls/open', 'undecided'));
  const when = unknown('the parameter deploy has no value');
  const messages = (context: Context): string[] =>
    check(context.snapshot, { layers: [bad], profile: 'recommended', today, showUnknown: true }).findings.map(({ message }) => message);

  test('a failure of a server that may not be deployed says so; what is unknown does not', () => {
    assert.deepEqual(messages(templateServer('flexible', { when })), [
      'tls/bad fails. This holds when it is deployed: the parameter deploy has no value.',
      'tls/open undecided.',
    ]);
  });

  test('a failure of a server that is deployed for sure says nothing of it', () => {
    assert.equal(messages(templateServer('flexible'))[0], 'tls/bad fails.');
  });

  test('the condition of the child that a finding is about counts too', () => {
    const context = templateServer('flexible', { children: { firewallRules: [{ name: 'all', when }] } });
    const atChild: Rule<null> = {
      ...rule('firewall/bad', 'fails'),
      judge: (_, { snapshot }) => [
        { verdict: 'fails', at: inResource(snapshot.resources.at(-1)?.key ?? ''), message: 'The rule is bad.' },
      ],
    };
    const { findings } = check(context.snapshot, { layers: [layer('firewall', atChild)], profile: 'recommended', today });
    assert.match(findings[0]?.message ?? '', /when it is deployed/);
  });
});

describe('order', () => {
  test('the worse comes first, and what is unknown last', () => {
    const one = layer(
      'tls',
      rule('tls/info', 'fails', { group: 'info' }),
      rule('tls/open', 'undecided', { group: 'error' }),
      rule('tls/warning', 'fails'),
      rule('tls/error', 'fails', { group: 'error' }),
    );
    assert.deepEqual(found(liveServer('flexible'), [one], { showUnknown: true }), [
      'tls/error error fail',
      'tls/warning warning fail',
      'tls/info info fail',
      'tls/open error unknown',
    ]);
  });

  test('servers stay in the order of the snapshot', () => {
    const resources = ['z', 'a', 'm'].map((key): Resource => ({
      key,
      type: serverTypes.flexible,
      name: key,
      existing: false,
      when: true,
      body: {},
    }));
    const snapshot = createSnapshot({ origin: 'live', resources });
    const { servers, findings } = check(snapshot, {
      layers: [layer('tls', rule('tls/bad', 'fails'))],
      profile: 'recommended',
      today,
    });
    assert.deepEqual(servers.map(({ server }) => server.resource.key), ['z', 'a', 'm']);
    assert.deepEqual(findings.map(({ server }) => server?.resource.key), ['z', 'a', 'm']);
  });
});

test('a layer speaks of the kinds and surfaces that its rules are for', () => {
  const one = layer(
    'tls',
    rule('tls/live', 'fails', { surface: ['live'] }),
    rule('tls/single', 'fails', { appliesTo: ['single'] }),
  );
  assert.deepEqual(found(templateServer('flexible'), [one]), []);
  assert.deepEqual(found(liveServer('single'), [one]), ['tls/live warning fail', 'tls/single warning fail']);
  const { servers } = check(templateServer('cluster').snapshot, { layers: [one], profile: 'recommended', today });
  assert.deepEqual(servers[0]?.layers, []);
});

test('each layer keeps its facts, its words, its findings and what could not be read', () => {
  const { servers } = check(liveServer('flexible').snapshot, {
    layers: [layer('tls', rule('tls/bad', 'fails')), layer('entra')],
    profile: 'recommended',
    today,
  });
  const [first, second] = servers[0]?.layers ?? [];
  assert.deepEqual(first?.findings.map((finding) => finding.rule.id), ['tls/bad']);
  assert.deepEqual(second?.findings, []);
  assert.equal(first.text, 'calm');
  assert.deepEqual(first.unread, ['Open: it was refused']);
});

test('problems of the snapshot are passed on', () => {
  const problems = [{ message: 'One subscription was refused.' }];
  const snapshot = createSnapshot({ origin: 'live', resources: [], problems });
  const report = check(snapshot, { layers: [], profile: 'recommended', today });
  assert.deepEqual(report, { servers: [], findings: [], problems });
});

describe('rules about everything that was read', () => {
  const vault = (key: string): Resource => ({ key, type: 'Microsoft.KeyVault/vaults', name: key, existing: false, when: true, body: {} });

  function wideLayer(...ids: readonly (readonly [RuleMeta['id'], Partial<RuleMeta>])[]): Layer {
    return defineLayer<null>({
      id: 'encryption',
      label: 'Encryption',
      summary: 'A layer.',
      appliesTo: ['flexible'],
      needs: [],
      rules: [],
      wideRules: ids.map(([id, more]): WideRule => ({
        meta: { ...rule(id, 'fails').meta, appliesTo: [], ...more },
        judge: ({ snapshot }) =>
          snapshot.resources
            .filter(({ type }) => type === 'Microsoft.KeyVault/vaults')
            .map(({ key }) => ({ verdict: 'fails', at: inResource(key), message: 'It is wrong.' })),
      })),
      read: () => null,
      describe: () => [],
      text: () => 'calm',
    });
  }

  test('speak without any server, once for the whole template', () => {
    const snapshot = createSnapshot({ origin: 'template', resources: [vault('a')] });
    const report = check(snapshot, { layers: [wideLayer(['encryption/open', {}])], profile: 'recommended', today });
    assert.deepEqual(report.servers, []);
    assert.deepEqual(report.findings.map(({ server, layer: { id }, at }) => [server, id, at]), [[undefined, 'encryption', inResource('a')]]);
  });

  test('belong to the server of a live snapshot, for whose sake everything there was read', () => {
    const { server } = liveServer('flexible');
    const snapshot = createSnapshot({ origin: 'live', resources: [server.resource, vault('a')] });
    const { servers, findings } = check(snapshot, { layers: [wideLayer(['encryption/open', {}])], profile: 'recommended', today });
    assert.deepEqual(findings.map((finding) => finding.server?.resource.key), [server.resource.key]);
    assert.deepEqual(servers[0]?.findings, findings);
    assert.deepEqual(servers[0].layers[0]?.findings, findings);
  });

  test('belong to none of several servers of a template', () => {
    const { server } = templateServer('flexible');
    const second = { ...server.resource, key: 'second' };
    const snapshot = createSnapshot({ origin: 'template', resources: [server.resource, second, vault('a')] });
    const { servers, findings } = check(snapshot, { layers: [wideLayer(['encryption/open', {}])], profile: 'recommended', today });
    assert.deepEqual(servers.map((one) => one.findings.length), [0, 0]);
    assert.deepEqual(findings.map((finding) => finding.server), [undefined]);
  });

  test('say nothing where they are not for', () => {
    const snapshot = createSnapshot({ origin: 'template', resources: [vault('a')] });
    const only = wideLayer(['encryption/open', { surface: ['live'] }], ['encryption/strict', { group: 'strict' }]);
    assert.deepEqual(check(snapshot, { layers: [only], profile: 'recommended', today }).findings, []);
  });

  test('take the place of others about the same thing, and of no other thing', () => {
    const when = unknown('the parameter vaults has no value');
    const snapshot = createSnapshot({ origin: 'template', resources: [vault('a'), { ...vault('b'), when }] });
    const both = wideLayer(['encryption/worse', { supersedes: ['encryption/open'] }], ['encryption/open', {}]);
    const { findings } = check(snapshot, { layers: [both], profile: 'recommended', today });
    assert.deepEqual(findings.map(({ rule: { id } }) => id), ['encryption/worse', 'encryption/worse']);
    assert.match(findings[1]?.message ?? '', /when it is deployed: the parameter vaults has no value/);
  });
});

test('what is shown of a layer is described once somebody asks for it', () => {
  let described = 0;
  const shy = defineLayer<null>({
    id: 'tls',
    label: 'tls',
    summary: 'A layer.',
    appliesTo: ['flexible'],
    needs: [],
    rules: [rule('tls/bad', 'fails')],
    read: () => null,
    describe: (_, { resource }) => {
      described += 1;
      return [factLine('Open', { kind: 'unknown', because: 'it was refused', at: inResource(resource.key) })];
    },
    text: () => 'calm',
  });
  const { servers: [server], findings } = check(liveServer('flexible').snapshot, { layers: [shy], profile: 'recommended', today });
  assert.equal(findings.length, 1);
  assert.equal(described, 0);
  const [result] = server?.layers ?? [];
  assert.deepEqual([result?.facts.length, result?.text, result?.unread], [1, 'calm', ['Open: it was refused']]);
  assert.equal(described, 1);
});
