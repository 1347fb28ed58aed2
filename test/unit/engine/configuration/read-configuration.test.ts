import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRepository } from '../../../../scripts/repository';
import { schemaPath } from '../../../../scripts/build/bundle';
import { configurationName, noConfiguration } from '../../../../src/engine/configuration/configuration';
import { initialConfiguration } from '../../../../src/engine/configuration/initial-configuration';
import { jsonSchema } from '../../../../src/engine/configuration/json-schema';
import { readConfiguration } from '../../../../src/engine/configuration/read-configuration';
import { levelOf, policyOf } from '../../../../src/engine/policy';
import { profiles } from '../../../../src/engine/profile';
import { layers } from '../../../../src/layers/catalog';
import { defaultSettings } from '../../../../src/model/settings';
import { parseDocument } from '../../../../src/sources/arm-template/document';

const rules = layers.flatMap((layer) => layer.rules);
const read = (text: string) => readConfiguration(parseDocument(configurationName, text).root, rules);
const suppression = {
  resource: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.DBforPostgreSQL/flexibleServers/db',
  rule: 'firewall/azure-services',
  owner: 'team',
  reason: 'The job has no fixed address.',
  expires: '2027-03-31',
};

test('everything that can be said is read', () => {
  const whole = {
    $schema: 'x',
    profile: 'strict',
    rules: { 'firewall/azure-services': 'off', 'tls/minimum-version': 'warning', 'suppression/unused': 'error' },
    settings: { broadRange: 16, serverNames: ['pg-*'], requiredParameters: { log_connections: 'on' } },
    ignore: ['examples/**'],
    suppressions: [suppression],
  };
  const { configuration, problems } = read(JSON.stringify(whole));
  assert.deepEqual(problems, []);
  const expected: Record<string, unknown> = { ...whole };
  delete expected['$schema'];
  assert.deepEqual(JSON.parse(JSON.stringify(configuration)), expected);
  const policy = policyOf(configuration);
  assert.deepEqual(policy.settings, { ...defaultSettings, ...configuration.settings });
  const rule = rules.find(({ id }) => id === 'firewall/azure-services');
  assert.ok(rule);
  assert.equal(levelOf(policy, rule), 'off');
  assert.equal(levelOf(policyOf(configuration, { levels: { [rule.id]: 'error' } }), rule), 'error');
  assert.equal(policyOf(configuration, { profile: 'all' }).profile, 'all');
});

test('what init writes holds, with and without its comments', () => {
  for (const profile of profiles) {
    const text = initialConfiguration(profile);
    const { configuration, problems } = read(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(configuration, { ...noConfiguration, profile });
    const taken = text.replace(/^( *)\/\/ (?=[" {}])/gm, '$1').replace('…', 'x/resourceGroups/y');
    assert.deepEqual(read(taken).problems, []);
    assert.equal(read(taken).configuration.suppressions.length, 1);
  }
});

const mistakes: readonly [text: string, message: RegExp, at: string][] = [
  ['[]', /^The configuration takes an object in braces\.$/, '[]'],
  ['{"profil": "all"}', /^"profil" is nothing that the configuration knows\. Is "profile" meant\?$/, '"profil"'],
  ['{"colour": 1}', /It knows profile, rules, settings, ignore, suppressions\.$/, '"colour"'],
  ['{"profile": "strickt"}', /^"profile": "strickt" is unknown\. Is "strict" meant\?$/, '"strickt"'],
  ['{"profile": 3}', /^"profile" takes a text in double quotes\.$/, '3'],
  ['{"profile": "all", "profile": "strict"}', /^"profile" is there twice/, '"profile"'],
  ['{"rules": {"tls/minimum-versio": "off"}}', /^There is no rule "tls\/minimum-versio"\. Is "tls\/minimum-version" meant\?$/, '"tls/minimum-versio"'],
  ['{"rules": {"tls/minimum-version": "loud"}}', /takes one of error, warning, info, off, not "loud"\.$/, '"loud"'],
  ['{"settings": {"broadRange": -1}}', /^"broadRange" takes a whole number from 1 to \d+\.$/, '-1'],
  ['{"settings": {"broadRange": 1.5}}', /whole number/, '1.5'],
  ['{"settings": {"serverNames": "pg-*"}}', /^"serverNames" takes a list/, '"pg-*"'],
  ['{"settings": {"serverNames": [""]}}', /^An entry of "serverNames" is empty\.$/, '""'],
  ['{"ignore": ["../a"]}', /^An entry of "ignore": "\.\.\/a" holds something that has no meaning here/, '"../a"'],
  ['{"settings": {"broadRange": 99999999999}}', /^"broadRange" takes a whole number from 1 to \d+\.$/, '99999999999'],
  ['{"rules": {"zzz": "off"}}', /^There is no rule "zzz"\.$/, '"zzz"'],
  ['{"suppressions": [{"rule": "zzz"}]}', /^"rule": "zzz" is unknown\. postgresql-security rules lists all rules\.$/, '"zzz"'],
  ['{"suppressions": [{"expires": "2027-03-31T00:00"}]}', /^"expires" takes a day such as 2027-03-31, not "2027-03-31T00:00"\.$/, '"2027-03-31T00:00"'],
  ['{"suppressions": [{"expires": "2027-13-01"}]}', /takes a day/, '"2027-13-01"'],
  ['{"suppressions": {}}', /^"suppressions" takes a list in square brackets\.$/, '{}'],
  ['{"suppressions": [{}]}', /^An entry of "suppressions" lacks "resource"\.$/, '{}'],
];

for (const [text, message, at] of mistakes) {
  test(`a mistake is told at its place: ${text}`, () => {
    const { problems } = read(text);
    const [first] = problems;
    assert.ok(first);
    assert.match(first.message, message);
    assert.equal(text.slice(first.start, first.end), at);
  });
}

test('a suppression needs a resource, a day of the calendar and words that are not empty', () => {
  for (const wrong of [
    { resource: 'db' },
    { resource: '/subscriptions/x' },
    { expires: '2027-02-30' },
    { expires: 'soon' },
    { reason: ' ' },
    { owner: '' },
    { rule: 'firewall/azure-service' },
  ]) {
    const { configuration, problems } = read(JSON.stringify({ suppressions: [{ ...suppression, ...wrong }, suppression] }));
    assert.equal(problems.length, 1, JSON.stringify(wrong));
    assert.equal(configuration.suppressions.length, 1, 'the other one still counts');
  }
});

test('an expired day is told where it stands', () => {
  const text = JSON.stringify({ suppressions: [suppression] });
  const [first] = read(text).suppressions;
  assert.equal(text.slice(first?.start, first?.end), '"2027-03-31"');
});

test('what holds still counts beside what does not', () => {
  const { configuration, problems } = read('{"profile": "strict", "rules": {"tls/minimum-version": "off", "nothing": "off"}, "settings": {"broadRange": "x", "logRetentionDays": 7}, "ignore": ["a", "/b"]}');
  assert.equal(problems.length, 3);
  assert.deepEqual(JSON.parse(JSON.stringify(configuration)), {
    profile: 'strict',
    rules: { 'tls/minimum-version': 'off' },
    settings: { logRetentionDays: 7 },
    ignore: ['a'],
    suppressions: [],
  });
});

test('hostile files neither throw nor flood nor reach the prototype', () => {
  const many = `{${Array.from({ length: 5000 }, (_, index) => `"x${index}": 1`).join(',')}}`;
  assert.equal(read(many).problems.length, 50);
  const { configuration } = read('{"__proto__": {"profile": "all"}, "rules": {"__proto__": "off", "constructor": "off"}, "settings": {"requiredParameters": {"__proto__": "on"}}}');
  assert.equal(configuration.profile, undefined);
  assert.deepEqual(Object.keys(configuration.rules), []);
  for (const text of ['', '{', '"', 'null', '{"rules": ', '['.repeat(5000)]) read(text);
  const [long] = read(JSON.stringify({ profile: 'x'.repeat(100_000) })).problems;
  assert.ok(long !== undefined && long.message.length < 300);
});

test('the schema for editors offers the words of each choice with what they mean, and refuses nothing', () => {
  interface Described {
    readonly type?: string;
    readonly description?: string;
    readonly default?: unknown;
    readonly items?: Described;
    readonly properties?: Readonly<Record<string, Described>>;
    readonly additionalProperties?: unknown;
    readonly anyOf?: readonly { readonly enum?: readonly string[]; readonly enumDescriptions?: readonly string[] }[];
  }
  const schema = JSON.parse(jsonSchema(rules)) as Described;
  const { profile, settings, ignore, suppressions, rules: levels } = schema.properties ?? {};
  assert.equal(profile?.default, 'recommended');
  assert.deepEqual(profile.anyOf?.map((one) => one.enum), [[...profiles], undefined]);
  assert.equal(profile.anyOf[0]?.enumDescriptions?.length, profiles.length);
  assert.equal(profile.type, undefined, 'our own message says what is wrong');
  assert.deepEqual(levels?.properties?.['tls/minimum-version']?.anyOf?.[0], { enum: ['error', 'warning', 'info', 'off'] });
  assert.equal(settings?.properties?.['broadRange']?.default, defaultSettings.broadRange);
  assert.equal(settings.additionalProperties, true);
  assert.equal(ignore?.type, 'array');
  assert.ok(suppressions?.items?.properties?.['owner']?.description);
  assert.ok(!('description' in (schema.properties?.['$schema'] ?? {})));
});

test('the schema for editors names every rule and setting, and package.json contributes the file that the build writes', () => {
  const schema = JSON.parse(jsonSchema(rules)) as { properties: { rules: { properties: object }; settings: { properties: object } } };
  for (const { id } of rules) assert.ok(Object.hasOwn(schema.properties.rules.properties, id), id);
  for (const key of Object.keys(defaultSettings)) assert.ok(Object.hasOwn(schema.properties.settings.properties, key), key);
  const manifest = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as {
    contributes: { jsonValidation: { fileMatch: string; url: string }[] };
  };
  const [validation] = manifest.contributes.jsonValidation;
  assert.equal(validation?.fileMatch, configurationName);
  assert.equal(inRepository(validation.url), schemaPath);
});
