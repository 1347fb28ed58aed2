import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Log, Run } from 'sarif';
import type { CheckResultParts } from '../../../src/outputs/check-result';
import { noConfiguration } from '../../../src/engine/configuration/configuration';
import { policyOf } from '../../../src/engine/policy';
import { formatSarif } from '../../../src/outputs/sarif';
import { finding, layer, rangeOf, result, rule } from './make-result';

const layers = [layer(rule(), rule({ id: 'tls/a-rule', severity: 'critical', group: 'strict' }))];

function sarif(parts: Partial<CheckResultParts>): Run {
  const log = JSON.parse(formatSarif(result(parts), { layers, policy: policyOf(noConfiguration), version: '1.2.3' })) as Log;
  assert.equal(log.version, '2.1.0');
  assert.equal(log.runs.length, 1);
  return log.runs[0]!;
}

test('rules carry their page, their severity as a score in text, and their level in the profile', () => {
  const { driver } = sarif({}).tool;
  assert.equal(driver.version, '1.2.3');
  const [first, second] = driver.rules!;
  assert.equal(first!.id, 'tls/a-rule');
  assert.deepEqual(first!.defaultConfiguration, { enabled: false });
  assert.equal(first!.properties?.['security-severity'], '9.5');
  assert.equal(second!.id, 'tls/minimum-version');
  assert.deepEqual(second!.defaultConfiguration, { level: 'error' });
  assert.equal(second!.properties?.['security-severity'], '8.0');
  assert.match(second!.helpUri!, /docs\/rules\/tls\/minimum-version/);
});

test('a result is at its region of a file relative to the source root, and names its rule', () => {
  const { results, columnKind } = sarif({
    findings: [
      finding({
        file: 'infra/a b#ü.bicep',
        level: 'info',
        related: [{ file: 'p.bicepparam', range: rangeOf(1, 2), message: 'From here.' }],
      }),
    ],
  });
  assert.equal(columnKind, 'utf16CodeUnits');
  const [one] = results!;
  assert.equal(one!.ruleIndex, 1);
  assert.equal(one!.level, 'note');
  assert.equal(one!.kind, 'fail');
  assert.deepEqual(one!.locations![0]!.physicalLocation, {
    artifactLocation: { uri: 'infra/a%20b%23%C3%BC.bicep', uriBaseId: '%SRCROOT%' },
    region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
  });
  const [related] = one!.relatedLocations!;
  assert.equal(related!.id, 1);
  assert.equal(related!.message!.text, 'From here.');
  assert.equal(related!.physicalLocation!.artifactLocation!.uri, 'p.bicepparam');
});

test('files outside of the working directory have absolute addresses', () => {
  const { results } = sarif({
    findings: [finding({ file: '/srv/x y.bicep' }), finding({ file: 'C:/x.bicep' }), finding({ file: '//host/share/x.bicep' })],
  });
  assert.deepEqual(results!.map(({ locations }) => locations![0]!.physicalLocation!.artifactLocation), [
    { uri: 'file://host/share/x.bicep' },
    { uri: 'file:///srv/x%20y.bicep' },
    { uri: 'file:///C:/x.bicep' },
  ]);
});

test('what could not be decided is an open result without level', () => {
  const { results } = sarif({ showUnknown: true, findings: [finding({ outcome: 'unknown' })] });
  assert.equal(results![0]!.kind, 'open');
  assert.equal(results![0]!.level, 'none');
});

test('fingerprints stay while lines and values change, and differ within a file', () => {
  const names = (...findings: ReturnType<typeof finding>[]): string[] =>
    sarif({ findings }).results!.map(({ partialFingerprints }) => partialFingerprints!['settingHash/v1']!);
  const [before] = names(finding());
  const [after] = names(finding({ range: rangeOf(30, 1), message: 'The server still accepts TLS 1.1.' }));
  assert.equal(before, after);
  const several = names(finding(), finding({ range: rangeOf(4, 1) }), finding({ property: '/properties/other', range: rangeOf(5, 1) }));
  assert.equal(new Set(several).size, 3);
});

test('problems are notifications of a run that did not succeed', () => {
  const [invocation] = sarif({ problems: [{ file: 'a.json', message: 'is broken', range: rangeOf(2, 1) }] }).invocations!;
  assert.equal(invocation!.executionSuccessful, false);
  const [notification] = invocation!.toolExecutionNotifications!;
  assert.equal(notification!.message.text, 'is broken');
  assert.equal(notification!.locations![0]!.physicalLocation!.region!.startLine, 2);
  assert.equal(sarif({}).invocations![0]!.executionSuccessful, true);
});

test('a name in a message cannot become a link', () => {
  const { results } = sarif({ findings: [finding({ message: 'The rule "[x](https://example.org)" is open.' })] });
  assert.equal(results![0]!.message.text, 'The rule "\\[x](https://example.org)" is open.');
});

test('what is suppressed is there with who said so, and what the baseline knows is unchanged', () => {
  const { results } = sarif({
    findings: [finding()],
    suppressed: [
      { ...finding({ file: 'b.bicep' }), suppression: { kind: 'template', reason: 'A honeypot.' } },
      { ...finding({ file: 'c.bicep' }), suppression: { kind: 'baseline' } },
    ],
  });
  assert.deepEqual(
    results!.map(({ suppressions, baselineState }) => [suppressions, baselineState]),
    [
      [undefined, undefined],
      [[{ kind: 'inSource', status: 'accepted', justification: 'A honeypot.' }], undefined],
      [[{ kind: 'external', status: 'accepted' }], 'unchanged'],
    ],
  );
});

test('a fix is the changes of each file', () => {
  const edit = (file: string, text: string) => ({ file, range: rangeOf(3, 5), text });
  const { results } = sarif({ findings: [finding({ fix: { title: 'Require TLS 1.2', edits: [edit('b.bicep', 'x'), edit('a b.bicep', ''), edit('b.bicep', 'y')] } })] });
  const region = { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 };
  assert.deepEqual(results![0]!.fixes, [
    {
      description: { text: 'Require TLS 1.2' },
      artifactChanges: [
        { artifactLocation: { uri: 'a%20b.bicep', uriBaseId: '%SRCROOT%' }, replacements: [{ deletedRegion: region }] },
        {
          artifactLocation: { uri: 'b.bicep', uriBaseId: '%SRCROOT%' },
          replacements: [
            { deletedRegion: region, insertedContent: { text: 'x' } },
            { deletedRegion: region, insertedContent: { text: 'y' } },
          ],
        },
      ],
    },
  ]);
});

test('equal checks of other tools are taxa, and every relationship leads to one', () => {
  const { tool, taxonomies } = sarif({});
  const names = taxonomies!.map(({ name }) => name);
  assert.deepEqual(names, [...names].sort());
  assert.deepEqual(tool.driver.supportedTaxonomies, names.map((name, index) => ({ name, index })));
  const relationships = tool.driver.rules!.flatMap((one) => one.relationships ?? []);
  assert.ok(relationships.length > 0);
  for (const { target, kinds } of relationships) {
    const component = taxonomies![target.toolComponent!.index!];
    assert.equal(component!.name, target.toolComponent!.name);
    assert.equal(component!.taxa![target.index!]!.id, target.id);
    assert.equal(kinds!.length, 1);
  }
});

test('a fingerprint does not move with lines, values or other findings', () => {
  const before = sarif({ findings: [finding()] }).results![0]!.partialFingerprints;
  const after = sarif({ findings: [finding({ file: 'a.bicep' }), finding({ range: rangeOf(80, 2), message: 'Another value.' })] }).results![1]!.partialFingerprints;
  assert.deepEqual(after, before);
});
