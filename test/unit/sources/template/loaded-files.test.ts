import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settingOf } from '../../../../src/model/resource';
import type { Value } from '../../../../src/model/value';
import { isUnknown } from '../../../../src/model/value';
import { openProgram } from '../../../../src/sources/template/open-program';
import type { Files } from './open';
import { hostOf, Opened, server } from './open';

const settings = `{
  // Who may connect.
  "server": { "publicNetworkAccess": "Enabled", "sku": { "tier": "Burstable", }, },
  "rules": [{ "name": "a", "start": "0.0.0.0" }, { "name": "b", "start": "10.0.0.1" }],
  "odd.name": "[concat('x')]",
}`;

const yaml = `# Who may connect.
server: &all
  publicNetworkAccess: Enabled
  zones: [1, 'two', yes, 0x10, ~]
copy: *all
`;

const open = (expression: string, files: Files = {}, around = ''): Opened =>
  new Opened({ 'main.bicep': server(`version: ${expression}`, around), 'settings.json': settings, 'settings.yaml': yaml, ...files }, ['main.bicep']);

const shown = (value: Value | undefined): unknown => (isUnknown(value) ? `? ${value.because}` : value);

function version(expression: string, files?: Files, around?: string): unknown {
  return shown(settingOf(open(expression, files, around).resource('#server'), ['properties', 'version']));
}

describe('files that a template loads', () => {
  it('are read as JSON, with comments and trailing commas', () => {
    assert.equal(version(`loadJsonContent('settings.json').server.publicNetworkAccess`), 'Enabled');
    assert.equal(version(`s.server.sku.tier`, {}, `var s = loadJsonContent('./settings.json')`), 'Burstable');
    assert.deepEqual(version(`loadJsonContent('settings.json')['odd.name']`), `[concat('x')]`);
    assert.equal(version(`map(s.rules, r => r.start)[0]`, {}, `var s = loadJsonContent('settings.json')`), '0.0.0.0');
  });

  it('are read by a JSONPath', () => {
    assert.equal(version(`loadJsonContent('settings.json', 'server.sku.tier')`), 'Burstable');
    assert.equal(version(`loadJsonContent('settings.json', '$.rules[1].name')`), 'b');
    assert.equal(version(`loadJsonContent('settings.json', '$["odd.name"]')`), `[concat('x')]`);
    assert.deepEqual(version(`loadJsonContent('settings.json', '$.rules[*].name')`), ['a', 'b']);
    assert.deepEqual(version(`loadJsonContent('settings.json', '$..start')`), ['0.0.0.0', '10.0.0.1']);
    assert.equal(version(`loadJsonContent('settings.json', '$.rules[?(@.start =~ /1/)].name')`), '? the path $.rules[?(@.start =~ /1/)].name into the file settings.json is not understood');
    assert.equal(version(`loadJsonContent('settings.json', 'absent')`), '? the path absent finds nothing in the file settings.json');
  });

  it('are read by ranges, lists and filters of a JSONPath', () => {
    const numbers = { 'n.json': JSON.stringify({ all: Array.from({ length: 6 }, (_, n) => ({ n, name: `n${n}`, ...(n % 2 === 0 ? { even: true } : {}) })), 'a b': 1, c: 2 }) };
    const picked = (path: string) => version(`loadJsonContent('n.json', '${path}')`, numbers);
    const names = (path: string) => picked(`$.all${path}.name`);
    assert.deepEqual(['[-1:]', '[1:3]', '[:2]', '[::2]', '[3:1:-1]', '[-2:]', '[4:99]'].map(names), [
      'n5', ['n1', 'n2'], ['n0', 'n1'], ['n0', 'n2', 'n4'], ['n3', 'n2'], ['n4', 'n5'], ['n4', 'n5'],
    ]);
    assert.deepEqual([names('[0,-1]'), picked('["a b", "c"]')], [['n0', 'n5'], [1, 2]]);
    assert.deepEqual(['[?(@.n > 4)]', '[?(@.n >= 3 && @.even)]', '[?(@.n == 1 || @.name == "n2")]', '[?(@.even != true)]', '[?(@.n<1)]'].map(names), [
      'n5', 'n4', ['n1', 'n2'], '? the path $.all[?(@.even != true)].name finds nothing in the file n.json', 'n0',
    ]);
    assert.match(String(picked('$.all[::0]')), /is not understood$/);
    assert.match(String(picked('$.all[?(@.n > 1 && @.n < 3 || @.even)]')), /is not understood$/);
  });

  it('are listed by their folder', () => {
    const list = (call: string, folders: Readonly<Record<string, readonly string[]>>): unknown => {
      const files = { 'infra/main.bicep': server(`version: ${call}`) };
      const host = { ...hostOf(files), list: (folder: string) => folders[folder], mayLoad: (file: string) => file.startsWith('infra/') };
      const program = openProgram({ files: ['infra/main.bicep'], host });
      return shown(settingOf(program.snapshot(program.entries[0] ?? { file: '' }).resources[0] ?? assert.fail(), ['properties', 'version']));
    };
    const folders = { 'infra/rules': ['b.json', 'A.json', 'c.txt', 'd'], 'other': ['x'] };
    assert.deepEqual(list(`loadDirectoryFileInfo('./rules')`, folders), [
      { relativePath: 'rules/A.json', baseName: 'A.json', extension: '.json' }, { relativePath: 'rules/b.json', baseName: 'b.json', extension: '.json' },
      { relativePath: 'rules/c.txt', baseName: 'c.txt', extension: '.txt' }, { relativePath: 'rules/d', baseName: 'd', extension: '' },
    ]);
    assert.deepEqual(list(`map(loadDirectoryFileInfo('rules', '?.JSON'), f => f.baseName)`, folders), ['A.json', 'b.json']);
    const fitting = (pattern: string): unknown => list(`map(loadDirectoryFileInfo('names', '${pattern}'), f => f.baseName)`, { 'infra/names': ['abab.json', 'b.json', 'b.jso', 'a+b'] });
    assert.deepEqual(['*.json', '*b*b*n', '?.js*', 'a+*', '*', '**.JSO', 'b', '*a'].map(fitting), [
      ['abab.json', 'b.json'], ['abab.json'], ['b.jso', 'b.json'], ['a+b'], ['a+b', 'abab.json', 'b.jso', 'b.json'], ['b.jso'], [], [],
    ]);
    // A pattern with many stars must not try each of them in every place.
    assert.deepEqual(list(`loadDirectoryFileInfo('long', '${'*a'.repeat(60)}')`, { 'infra/long': [`${'a'.repeat(250)}b`] }), []);
    assert.equal(list(`loadDirectoryFileInfo('../other')`, folders), '? the folder ../other is outside of the folder that is worked on');
    assert.equal(list(`loadDirectoryFileInfo('none')`, folders), '? the files of the folder none are not listed');
    assert.equal(list(`loadDirectoryFileInfo('/etc')`, folders), '? the folder /etc is not named by its path from here');
  });

  it('are read as YAML, where only the words of YAML 1.2 are no texts', () => {
    assert.equal(version(`loadYamlContent('settings.yaml').copy.publicNetworkAccess`), 'Enabled');
    assert.deepEqual(version(`loadYamlContent('settings.yaml', '$.server.zones')`), [1, 'two', 'yes', 16, null]);
    assert.equal(version(`loadYamlContent('bad.yaml')`, { 'bad.yaml': 'a: [' }), '? the file bad.yaml cannot be read');
    assert.equal(version(`length(loadYamlContent('round.yaml'))`, { 'round.yaml': '&a [*a, 1]' }), 2);
    assert.deepEqual(open(`loadYamlContent('settings.yaml').server.publicNetworkAccess`).located(open('1').at('#server', 'properties', 'version')), [
      `main.bicep: loadYamlContent('settings.yaml').server.publicNetworkAccess`, 'value in settings.yaml = settings.yaml: Enabled',
    ]);
  });

  it('are read as text and as base64', () => {
    assert.equal(version(`loadTextContent('a.txt')`, { 'a.txt': '16' }), '16');
    assert.equal(version(`loadTextContent('a.txt', 'utf-16')`, { 'a.txt': '16' }), '? the file a.txt is not in UTF-8');
    assert.equal(version(`loadFileAsBase64('a.txt')`, { 'a.txt': 'ü' }), 'w7w=');
    assert.equal(version(`loadFileAsBase64('a.bin')`, { 'a.bin': 'a\ufffd' }), '? the file a.bin is no text');
  });

  it('are unknown where they are not there, not JSON, too large or not named', () => {
    assert.equal(version(`loadJsonContent('absent.json')`), '? the file absent.json was not found');
    assert.equal(version(`loadJsonContent('bad.json')`, { 'bad.json': '{ "a": ' }), '? the file bad.json cannot be read');
    assert.equal(version(`loadTextContent('long.txt')`, { 'long.txt': 'x'.repeat(131_073) }), '? the file long.txt is too large to be loaded');
    assert.equal(version(`loadTextContent(name)`, {}, 'param name string'), '? it cannot be told which file is loaded');
    for (const path of ['/etc/passwd', '\\\\host\\share', 'C:/x', 'https://example.com/x']) {
      assert.match(String(version(`loadTextContent('${path.replaceAll('\\', '\\\\')}')`)), /is not named by its path from here$/);
    }
  });

  it('are only those that the host lets them load', () => {
    const files = { 'infra/main.bicep': server(`version: loadTextContent('../secret.txt')`), 'secret.txt': '16' };
    const program = openProgram({ files: ['infra/main.bicep'], host: { ...hostOf(files), mayLoad: (file) => file.startsWith('infra/') } });
    const value = settingOf(program.snapshot(program.entries[0] ?? { file: '' }).resources[0] ?? assert.fail(), ['properties', 'version']);
    assert.equal(shown(value), '? the file ../secret.txt is outside of the folder that is worked on');
  });

  it('are read from where the function or variable that loads them is written', () => {
    const files = { 'shared/lib.bicep': `@export()\nvar all = loadJsonContent('own.json')\n@export()\nfunc own() string => loadJsonContent('own.json').v`, 'shared/own.json': '{ "v": "14" }' };
    assert.equal(version('all.v', files, `import { all } from 'shared/lib.bicep'`), '14');
    assert.equal(version('own()', files, `import { own } from 'shared/lib.bicep'`), '14');
  });

  it('are where a finding comes from, and where it is mended', () => {
    const opened = open(`loadJsonContent('settings.json').server.publicNetworkAccess`);
    const at = opened.at('#server', 'properties', 'version');
    assert.deepEqual(opened.located(at).slice(1), ['value in settings.json = settings.json: "Enabled"']);
    const fix = opened.textFix({ kind: 'set', at, value: 'Disabled' });
    assert.equal(fix?.title, 'Mend it in settings.json');
    const mended = opened.mend({ kind: 'set', at, value: 'Disabled' });
    assert.equal(mended?.files['settings.json'], settings.replace('"Enabled"', '"Disabled"'));
  });

  it('are shown and mended at their place in YAML, with their quotes', () => {
    const mend = (text: string, path: string, value: string): string | undefined => {
      const opened = open(`loadYamlContent('v.yml').${path}`, { 'v.yml': text });
      return opened.mend({ kind: 'set', at: opened.at('#server', 'properties', 'version'), value })?.files['v.yml'];
    };
    const text = `a: &x "on" # why\r\nb: 'off'\nc: { d: word }\ne: *x\nf: |\n  long\ng: 1\n`;
    assert.equal(mend(text, 'a', 'Off'), text.replace('"on"', '"Off"'));
    assert.equal(mend(text, 'b', `it's`), text.replace(`'off'`, `'it''s'`));
    assert.equal(mend(text, 'c.d', 'other'), text.replace('word', 'other'));
    assert.equal(mend(text, 'c.d', 'a, b: c'), text.replace('word', `'a, b: c'`));
    assert.equal(mend(text, 'c.d', 'true'), text.replace('word', `'true'`));
    assert.equal(mend(text, 'e', 'Off'), text.replace('"on"', '"Off"'));
    assert.equal(mend(text, 'f', 'Off'), undefined);
    assert.equal(mend(text, 'g', '2'), text.replace('g: 1', `g: '2'`));
    const lists = open(`loadYamlContent('v.yaml', '$.rules[1]').start`, { 'v.yaml': 'rules:\n  - name: a\n  - name: b\n    start: 0.0.0.0\n' });
    assert.deepEqual(lists.located(lists.at('#server', 'properties', 'version')).slice(1), ['value in v.yaml = v.yaml: 0.0.0.0']);
  });

  it('are not changed where what they say was computed with', () => {
    const opened = open(`toLower(loadJsonContent('settings.json').server.publicNetworkAccess)`);
    const edits = opened.edits({ kind: 'set', at: opened.at('#server', 'properties', 'version'), value: 'x' });
    assert.deepEqual(edits?.map(({ file }) => file), ['main.bicep']);
  });
});
