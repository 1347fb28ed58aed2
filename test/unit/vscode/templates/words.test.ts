import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../../../src/engine/check';
import { explain } from '../../../../src/engine/explain';
import { layers } from '../../../../src/layers/catalog';
import { hoverText } from '../../../../src/vscode/templates/hover-text';
import { lensText } from '../../../../src/vscode/templates/lens-text';
import { Opened, server } from '../../sources/template/open';

const options = { layers, profile: 'recommended', today: '2026-11-25' } as const;

const lensOf = (properties: string, around = ''): string => {
  const { snapshot } = new Opened({ 'main.bicep': server(properties, around) });
  const [report] = check(snapshot, options).servers;
  assert.ok(report);
  return lensText(report);
};

test('a lens names the worst finding and counts the others', () => {
  assert.match(lensOf("version: '11'"), /^(error|warning): [a-z][^·]+( · \d+ (more )?(errors?|warnings?|infos?))+$/);
  const { snapshot } = new Opened({ 'main.bicep': server('') });
  const [report] = check(snapshot, options).servers;
  assert.ok(report);
  assert.equal(lensText({ ...report, findings: [] }), 'no findings');
});

test('a hover tells the value, where it is from, what is safe and why', () => {
  const opened = new Opened({ 'main.bicep': server('version: v', "param v string = '11'") });
  const address = opened.at('server', 'properties', 'version');
  const explanation = explain(opened.snapshot, address, options);
  const related = opened.program.locate(opened.entry, address)?.related ?? [];
  assert.ok(explanation);
  const text = hoverText({ span: { start: 0, end: 0 }, explanation, origin: related });
  assert.match(text, /11/);
  assert.match(text, /from the default of the parameter v/);
  assert.match(text, /\$\(warning\) \*\*[^*]+\.\*\* /);
  assert.match(text, /\[lifecycle\/supported-version\]\(https:\/\//);
});

test('a hover does not say again what the finding says above it', () => {
  const opened = new Opened({ 'main.bicep': server(`network: { publicNetworkAccess: 'Enabled' }`) });
  const explanation = explain(opened.snapshot, opened.at('server', 'properties', 'network', 'publicNetworkAccess'), options);
  assert.ok(explanation);
  const [message = ''] = explanation.judged.filter(({ judgement }) => judgement.verdict === 'fails').map(({ judgement }) => judgement.message);
  const setting = { span: { start: 0, end: 0 }, explanation, origin: [] };
  const said = /every network that the firewall lets in/;
  assert.match(hoverText(setting), said);
  const text = hoverText(setting, new Set([message]));
  assert.doesNotMatch(text, said);
  assert.match(text, /\[network\/public-access\]/);
});

test('a hover shows a failure as bad as it is, and what holds as well', () => {
  const shown = (access: string): string => {
    const opened = new Opened({ 'main.bicep': server(`network: { publicNetworkAccess: '${access}' }`) });
    const explanation = explain(opened.snapshot, opened.at('server', 'properties', 'network', 'publicNetworkAccess'), options);
    assert.ok(explanation);
    return hoverText({ span: { start: 0, end: 0 }, explanation, origin: [] });
  };
  assert.match(shown('Enabled'), /^\$\(info\) \*\*.*\n.*\n\[network\/public-access\]/m);
  assert.match(shown('Disabled'), /^\$\(pass\) \*\*.*\n.*\n\[network\/public-access\]/m);
});
