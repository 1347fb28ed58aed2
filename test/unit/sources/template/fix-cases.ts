import type { CheckOptions } from '../../../../src/engine/check';
import { layers } from '../../../../src/layers/catalog';
import { defaultSettings } from '../../../../src/model/settings';
import { writeArmTemplate } from '../../../../src/sources/arm-template/write-template';
import { readBicep } from '../../../../src/sources/bicep/read';
import { arm, flexible, server, version, type Files } from './open';

export type Language = 'Bicep' | 'ARM JSON';

export const languages: readonly Language[] = ['Bicep', 'ARM JSON'];

/** Templates of which a rule speaks, as they are in each language. */
export interface FixCase {
  readonly rule: string;
  readonly files: (language: Language) => Files;
  readonly options?: Partial<CheckOptions>;
}

/** The failing example of each rule's page. */
const examples: readonly FixCase[] = layers.flatMap(({ rules }) => rules).flatMap(({ id, examples: pair }) =>
  pair === undefined || pair.language === 'json' ? [] : [{
    rule: id,
    files: (language): Files => (language === 'Bicep' ? { 'main.bicep': `${pair.failing}\n` } : { 'main.json': writeArmTemplate(readBicep('main.bicep', pair.failing)) }),
  }],
);

const administrator = { principalName: 'dba', principalType: 'Group', tenantId: '11111111-2222-3333-4444-000000000000' };
const group = '11111111-2222-3333-4444-555555555555';

/** Rules whose fix depends on more than an example shows: a module, an administrator, or what somebody asks for. */
const further: readonly FixCase[] = [
  {
    rule: 'access/leaked-parameter',
    files: (language): Files =>
      language === 'Bicep'
        ? {
            'main.bicep': `@secure()\nparam secret string\n\nmodule pg 'pg.bicep' = {\n  name: 'pg'\n  params: {\n    word: secret\n  }\n}\n`,
            'pg.bicep': `param word string\n${server(`administratorLogin: 'orders'\n    administratorLoginPassword: word`)}`,
          }
        : {
            'main.json': arm({
              parameters: { secret: { type: 'securestring' } },
              resources: [{
                type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'pg',
                properties: { mode: 'Incremental', templateLink: { relativePath: 'pg.json' }, parameters: { word: { value: "[parameters('secret')]" } } },
              }],
            }),
            'pg.json': arm({
              parameters: { word: { type: 'string' } },
              resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: { administratorLogin: 'orders', administratorLoginPassword: "[parameters('word')]" } }],
            }),
          },
  },
  {
    rule: 'entra/administrator',
    files: (language): Files =>
      language === 'Bicep'
        ? { 'main.bicep': `${server(`version: '17'`)}resource dba '${flexible}/administrators@${version}' = {\n  parent: server\n  name: '${group}'\n  properties: { principalName: 'dba', principalType: 'Group', tenantId: '${administrator.tenantId}' }\n}\n` }
        : {
            'main.json': arm({
              resources: [
                { type: flexible, apiVersion: version, name: 'pg', properties: { version: '17' } },
                { type: `${flexible}/administrators`, apiVersion: version, name: `pg/${group}`, properties: administrator },
              ],
            }),
          },
  },
  {
    rule: 'lifecycle/required-parameters',
    options: { settings: { ...defaultSettings, requiredParameters: { log_connections: 'on' } } },
    files: (language): Files =>
      language === 'Bicep'
        ? { 'main.bicep': `${server(`version: '17'`)}resource log '${flexible}/configurations@${version}' = {\n  parent: server\n  name: 'log_connections'\n  properties: { value: 'off', source: 'user-override' }\n}\n` }
        : {
            'main.json': arm({
              resources: [
                { type: flexible, apiVersion: version, name: 'pg', properties: { version: '17' } },
                { type: `${flexible}/configurations`, apiVersion: version, name: 'pg/log_connections', properties: { value: 'off', source: 'user-override' } },
              ],
            }),
          },
  },
];

export const fixCases: readonly FixCase[] = [...examples, ...further];
