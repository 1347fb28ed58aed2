import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settingOf } from '../../../../src/model/resource';
import type { Value } from '../../../../src/model/value';
import { isUnknown } from '../../../../src/model/value';
import type { Files } from './open';
import { arm, flexible, Opened, server, version } from './open';

function shown(value: Value | undefined): unknown {
  if (!isUnknown(value)) return value;
  const { because, oneOf, sensitive } = value;
  return { ...(oneOf === undefined ? { because } : { oneOf }), ...(sensitive ? { sensitive } : {}) };
}

/** What the setting `it` of a server is whose template declares these things. */
function it_(expression: string, around: string, files: Files = {}, given: readonly string[] = ['main.bicep']): unknown {
  const opened = new Opened({ 'main.bicep': server(`it: ${expression}`, around), ...files }, given);
  return shown(settingOf(opened.resource('#server'), ['properties', 'it']));
}

const access = { oneOf: ['Enabled', 'Disabled'] };

describe('types', () => {
  it('of parameters restrict what nobody gives', () => {
    assert.deepEqual(it_('p', `param p 'Enabled' | 'Disabled'`), access);
    assert.deepEqual(it_('p', `@allowed(['Enabled', 'Disabled'])\nparam p string`), access);
    assert.deepEqual(it_('p', `@minValue(1)\n@maxValue(3)\nparam p int`), { because: 'the parameter p has no value' });
  });

  it('restrict the properties of objects, however deep', () => {
    const settings = `type settings = {\n  network: { access: 'Enabled' | 'Disabled', name: string }\n  extra: 'a' | 'b'?\n  *: string\n}\nparam p settings`;
    assert.deepEqual(it_('p.network.access', settings), access);
    assert.deepEqual(it_('p.network.name', settings), { because: 'the parameter p has no value' });
    assert.deepEqual(it_('p.extra', settings), { oneOf: ['a', 'b'] });
    assert.deepEqual(it_('p.?extra ?? 1', settings), { oneOf: ['a', 'b', 1] });
    assert.deepEqual(it_(`p.?extra ?? 'a'`, settings), { oneOf: ['a', 'b'] });
    assert.deepEqual(it_('p.?absent ?? 1', settings), { because: 'the parameter p has no value' });
    assert.deepEqual(it_(`contains(p, 'extra')`, settings), { because: 'the parameter p has no value' });
    assert.deepEqual(it_(`{ ...p, a: 1 }.?extra`, settings), { because: 'the parameter p has no value' });
    assert.deepEqual(it_('empty(p)', settings), false);
    assert.deepEqual(it_(`q`, `type settings = { network: { access: 'Enabled' | 'Disabled' } }\nparam q settings.network.access`), access);
    assert.deepEqual(it_(`q`, `type modes = ('Enabled' | 'Disabled')[]\nparam q modes[*]`), access);
  });

  it('leave equal what was equal', () => {
    const around = `param p { name: string }\nvar q = { ...p }`;
    assert.equal(it_('p.name == p.name', around), true);
    const files = { 'm.bicep': `param s { name: string }\nparam n string\n${server('it: s.name == n')}` };
    const opened = new Opened({ 'main.bicep': `param p object\nmodule m 'm.bicep' = { params: { s: p, n: p.name } }`, ...files }, ['main.bicep']);
    assert.equal(shown(settingOf(opened.resource('server'), ['properties', 'it'])), true);
  });

  it('keep secret what is secure in an object or a list', () => {
    const secret = { oneOf: ['abc'], sensitive: true };
    assert.deepEqual(it_('p.login.password', `param p { login: { @secure()\n password: string } } = { login: { password: 'abc' } }`), secret);
    assert.deepEqual(it_('p.login.name', `param p { login: { @secure()\n password: string\n name: string } } = { login: { password: 'abc', name: 'x' } }`), 'x');
    assert.deepEqual(it_('p[0].password', `@secure()\ntype secret = string\nparam p { password: secret }[] = [{ password: 'abc' }]`), secret);
    assert.deepEqual(it_('p.password', `param p { @secure()\n password: string }`), { because: 'the parameter p has no value', sensitive: true });
  });

  it('may be one of several objects', () => {
    const union = `@discriminator('kind')\ntype access = { kind: 'open', range: string, shared: 'x' } | { kind: 'shut', shared: 'y' }\nparam p access`;
    assert.deepEqual(it_('p.kind', union), { oneOf: ['open', 'shut'] });
    assert.deepEqual(it_('p.shared', union), { oneOf: ['x', 'y'] });
    assert.deepEqual(it_('p.range', union), { because: 'the parameter p has no value' });
    assert.deepEqual(it_(`p.?range ?? 'none'`, union), { because: 'the parameter p has no value' });
  });

  it('of Azure say nothing of values', () => {
    assert.deepEqual(it_('p', `param p resourceInput<'${flexible}@${version}'>.properties.network.publicNetworkAccess`), { because: 'the parameter p has no value' });
    assert.deepEqual(it_('p.name', `param p resourceInput<'${flexible}@${version}'>`), { because: 'the parameter p has no value' });
    assert.deepEqual(it_('p.version', `param p resourceInput<'${flexible}@${version}'>.properties = { version: '16' }`), '16');
  });

  const types = {
    'types.bicep': `import { access } from 'more.bicep'
@export()
type settings = { access: access, @secure() key: string }
@export()
@secure()
type secret = string
`,
    'more.bicep': `import { settings } from 'types.bicep'\n@export()\ntype access = 'Enabled' | 'Disabled'\n@export()\ntype round = settings`,
  };

  it('are imported, also with another name and with all of a file', () => {
    assert.deepEqual(it_('p.access', `import { settings } from 'types.bicep'\nparam p settings`, types), access);
    assert.deepEqual(it_('p', `import { settings as s } from 'types.bicep'\nparam p s.access`, types), access);
    assert.deepEqual(it_('p', `import * as t from 'types.bicep'\nparam p t.settings.access`, types), access);
    assert.deepEqual(it_('p', `import { secret } from 'types.bicep'\nparam p secret = 'abc'`, types), { oneOf: ['abc'], sensitive: true });
    assert.deepEqual(it_('p', `import * as t from 'types.bicep'\nparam p t.secret = 'abc'`, types), { oneOf: ['abc'], sensitive: true });
    assert.deepEqual(it_('p.access', `import { round } from 'more.bicep'\nparam p round`, types), access);
    assert.deepEqual(it_('p.access', `import { settings } from 'absent.bicep'\nparam p settings`, types), { because: 'the parameter p has no value' });
  });

  it('of ARM JSON say the same', () => {
    const definitions = {
      settings: { type: 'object', properties: { access: { $ref: '#/definitions/access' }, key: { type: 'securestring' } } },
      access: { type: 'string', allowedValues: ['Enabled', 'Disabled'] },
    };
    const of = (expression: string, more = {}): unknown => {
      const resources = [{ type: flexible, apiVersion: version, name: 'pg', properties: { it: expression } }];
      const opened = new Opened({ 'main.json': arm({ definitions, parameters: { p: { $ref: '#/definitions/settings', ...more } }, resources }) });
      return shown(settingOf(opened.resource('resources/0'), ['properties', 'it']));
    };
    assert.deepEqual(of(`[parameters('p').access]`), access);
    assert.deepEqual(of(`[parameters('p').key]`, { defaultValue: { key: 'abc' } }), { oneOf: ['abc'], sensitive: true });
  });

  it('that hold themselves or are long chains end', () => {
    assert.deepEqual(it_('p.a.b', `type t = { a: t, b: t, c: t }\nparam p t`) !== undefined, true);
    assert.deepEqual(it_('string(p)', `type t = { a: t, b: t, c: t }\nparam p t`) !== undefined, true);
    const chain = Array.from({ length: 20_000 }, (_, index) => `type t${index} = t${index + 1}`).join('\n');
    assert.deepEqual(it_('p', `${chain}\ntype t20000 = string\nparam p t0`), { because: 'the parameter p has no value' });
    const items = `type t0 = string${'[]'.repeat(200)}\nparam p t0${'[*]'.repeat(200)}`;
    assert.deepEqual(it_('p', items), { because: 'the parameter p has no value' });
  });
});
