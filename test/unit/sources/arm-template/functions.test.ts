import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUnknown, type Value, valueAt } from '../../../../src/model/value';
import { arm, flexible, Opened, version } from '../template/open';

/** Evaluates an expression of ARM, as a property of a server that is deployed three times. */
function evaluate(expression: string): Value | undefined {
  const { snapshot } = new Opened({
    'main.json': arm({
      parameters: { p: { type: 'string', defaultValue: 'given' } },
      variables: { v: { list: ['a', 'b', 'c'], object: { b: 2, a: 1 } } },
      resources: [{ type: flexible, apiVersion: version, name: "[format('pg{0}', copyIndex())]", copy: { name: 'loop', count: 3 }, properties: { it: `[${expression}]` } }],
    }),
  });
  return valueAt(snapshot.resources[1]?.body, ['properties', 'it']);
}

/**
 * Every function of the reference, with what an example of it is, or why it cannot be told: the deployment decides.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
 */
const functions: readonly (readonly [name: string, expression: string, expected: Value | RegExp])[] = [
  // Arrays
  ['array', "array('a')", ['a']],
  ['concat', "concat(variables('v').list, createArray('d'))", ['a', 'b', 'c', 'd']],
  ['contains', "contains(variables('v').list, 'b')", true],
  ['createArray', "createArray(1, 'a')", [1, 'a']],
  ['empty', "empty(createArray())", true],
  ['first', "first(variables('v').list)", 'a'],
  ['indexFromEnd', "indexFromEnd(variables('v').list, 1)", 'c'],
  ['indexOf', "indexOf(variables('v').list, 'b')", 1],
  ['intersection', "intersection(variables('v').list, createArray('c'))", ['c']],
  ['last', "last(variables('v').list)", 'c'],
  ['lastIndexOf', "lastIndexOf(createArray('a', 'b', 'a'), 'a')", 2],
  ['length', "length(variables('v').list)", 3],
  ['max', 'max(createArray(1, 3, 2))', 3],
  ['min', 'min(4, 2)', 2],
  ['range', 'range(2, 2)', [2, 3]],
  ['skip', "skip(variables('v').list, 2)", ['c']],
  ['take', "take(variables('v').list, 1)", ['a']],
  ['tryGet', "coalesce(tryGet(variables('v').object, 'c'), 'none')", 'none'],
  ['tryIndexFromEnd', "coalesce(tryIndexFromEnd(variables('v').list, 9), 'none')", 'none'],
  ['union', "union(createArray(1, 2), createArray(2, 3))", [1, 2, 3]],
  // CIDR
  ['parseCidr', "parseCidr('10.144.0.0/20').lastUsable", '10.144.15.254'],
  ['cidrSubnet', "cidrSubnet('10.144.0.0/20', 24, 1)", '10.144.1.0/24'],
  ['cidrHost', "cidrHost('10.144.3.0/24', 0)", '10.144.3.1'],
  // Comparison
  ['coalesce', "coalesce(null(), 'b')", 'b'],
  ['equals', "equals('a', 'A')", false],
  ['less', 'less(1, 2)', true],
  ['lessOrEquals', 'lessOrEquals(2, 2)', true],
  ['greater', 'greater(1, 2)', false],
  ['greaterOrEquals', "greaterOrEquals('b', 'a')", true],
  // Dates
  ['dateTimeAdd', "dateTimeAdd('2026-01-31T00:00:00Z', 'P1D')", '2026-02-01T00:00:00Z'],
  ['dateTimeFromEpoch', 'dateTimeFromEpoch(1683040573)', '2023-05-02T15:16:13Z'],
  ['dateTimeToEpoch', "dateTimeToEpoch('2023-05-02T15:16:13Z')", 1683040573],
  ['utcNow', 'utcNow()', /time of the deployment/],
  // Values of the deployment
  ['deployer', 'deployer().objectId', /who deploys is known only/],
  ['deployment', 'deployment().name', /the deployment is known only/],
  ['environment', 'environment().name', /the cloud is chosen/],
  ['parameters', "parameters('p')", 'given'],
  ['variables', "variables('v').object.a", 1],
  // Lambdas
  ['filter', "filter(variables('v').list, lambda('x', not(equals(lambdaVariables('x'), 'b'))))", ['a', 'c']],
  ['groupBy', "length(groupBy(variables('v').list, lambda('x', 'all')).all)", 3],
  ['map', "map(variables('v').list, lambda('x', toUpper(lambdaVariables('x'))))", ['A', 'B', 'C']],
  ['mapValues', "mapValues(variables('v').object, lambda('x', add(lambdaVariables('x'), 1)))", { a: 2, b: 3 }],
  ['reduce', "reduce(variables('v').list, '', lambda('x', 'y', concat(lambdaVariables('x'), lambdaVariables('y'))))", 'abc'],
  ['sort', "sort(createArray(3, 1, 2), lambda('x', 'y', less(lambdaVariables('x'), lambdaVariables('y'))))", [1, 2, 3]],
  ['toObject', "toObject(createArray('a'), lambda('x', lambdaVariables('x')))", { a: 'a' }],
  // Logic
  ['and', 'and(true(), false(), true())', false],
  ['bool', "bool('true')", true],
  ['false', 'false()', false],
  ['if', "if(equals(1, 1), 'yes', 'no')", 'yes'],
  ['not', 'not(true())', false],
  ['or', 'or(false(), true())', true],
  ['true', 'true()', true],
  // Numbers
  ['add', 'add(5, 3)', 8],
  ['copyIndex', "copyIndex('loop', 10)", 11],
  ['div', 'div(8, 3)', 2],
  ['float', "float('1.5')", 1.5],
  ['int', "int('4')", 4],
  ['mod', 'mod(7, 3)', 1],
  ['mul', 'mul(5, 3)', 15],
  ['sub', 'sub(7, 3)', 4],
  // Objects
  ['createObject', "createObject('a', 1)", { a: 1 }],
  ['items', "items(variables('v').object)[0].key", 'a'],
  ['json', `json('{"a": [1]}')`, { a: [1] }],
  ['null', 'empty(null())', true],
  ['objectKeys', "objectKeys(variables('v').object)", ['a', 'b']],
  ['shallowMerge', "shallowMerge(createArray(createObject('a', 1), createObject('b', 2)))", { a: 1, b: 2 }],
  // Resources
  ['extensionResourceId', "last(split(extensionResourceId(resourceId('A.B/c', 'd'), 'E.F/g', 'h'), '/'))", 'h'],
  ['listAccountSas', "listAccountSas('x', '2024-01-01', createObject())", /keys are read/],
  ['listKeys', "listKeys('x', '2024-01-01').keys[0].value", /keys are read/],
  ['listSecrets', "listSecrets('x', '2024-01-01')", /keys are read/],
  ['listCredential', "listCredential('x', '2024-01-01')", /keys are read/],
  ['managementGroupResourceId', "managementGroupResourceId('A.B/c', 'd')", /depends on where the template is deployed/],
  ['pickZones', "pickZones('Microsoft.Compute', 'virtualMachines', 'westus2')", /zones are picked/],
  ['providers', "providers('Microsoft.Web', 'sites').apiVersions[0]", /resource provider offers/],
  ['reference', "reference('pg').fullyQualifiedDomainName", /state of a resource is known only after the deployment/],
  ['references', "references('pg')", /known only after the deployment/],
  ['resourceId', "last(split(resourceId('Microsoft.DBforPostgreSQL/flexibleServers', 'pg'), '/'))", 'pg'],
  ['subscriptionResourceId', "last(split(subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'x'), '/'))", 'x'],
  ['tenantResourceId', "tenantResourceId('A.B/c', 'd')", /depends on where the template is deployed/],
  ['toLogicalZone', "toLogicalZone('0000', 'westus2', 'westus2-az1')", /own order of zones/],
  ['toLogicalZones', "toLogicalZones('0000', 'westus2', createArray('westus2-az1'))", /own order of zones/],
  ['toPhysicalZone', "toPhysicalZone('0000', 'westus2', '1')", /own order of zones/],
  ['toPhysicalZones', "toPhysicalZones('0000', 'westus2', createArray('1'))", /own order of zones/],
  // Scopes
  ['managementGroup', 'managementGroup().name', /management group is chosen/],
  ['resourceGroup', 'resourceGroup().location', /resource group is chosen/],
  ['subscription', 'subscription().displayName', /subscription is chosen/],
  ['tenant', 'tenant().tenantId', /tenant is chosen/],
  // Texts
  ['base64', "base64('one')", 'b25l'],
  ['base64ToJson', "base64ToJson('eyJhIjogMX0=')", { a: 1 }],
  ['base64ToString', "base64ToString('b25l')", 'one'],
  ['dataUri', "dataUri('Hello')", 'data:text/plain;charset=utf8;base64,SGVsbG8='],
  ['dataUriToString', "dataUriToString('data:;base64,SGVsbG8=')", 'Hello'],
  ['endsWith', "endsWith('abcdef', 'EF')", true],
  ['format', "format('{0}-{1}', 'a', 1)", 'a-1'],
  ['guid', "guid('a')", /guid is computed by Azure/],
  ['join', "join(variables('v').list, ',')", 'a,b,c'],
  ['newGuid', 'newGuid()', /another value at each deployment/],
  ['padLeft', "padLeft('7', 3, '0')", '007'],
  ['replace', "replace('a-b', '-', '')", 'ab'],
  ['split', "split('a;b,c', createArray(';', ','))", ['a', 'b', 'c']],
  ['startsWith', "startsWith('abcdef', 'AB')", true],
  ['string', "string(createArray(1, 'a'))", '[1,"a"]'],
  ['substring', "substring('abcdef', 1, 2)", 'bc'],
  ['toLower', "toLower('ABC')", 'abc'],
  ['toUpper', "toUpper('abc')", 'ABC'],
  ['trim', "trim('  a ')", 'a'],
  ['uniqueString', "uniqueString('a')", /uniqueString is computed by Azure/],
  ['uri', "uri('https://example.com/a/', 'b/c.json')", 'https://example.com/a/b/c.json'],
  ['uriComponent', "uriComponent('a b')", 'a%20b'],
  ['uriComponentToString', "uriComponentToString('a%20b')", 'a b'],
];

describe('the functions of ARM', () => {
  for (const [name, expression, expected] of functions) {
    it(name, () => {
      const value = evaluate(expression);
      if (expected instanceof RegExp) assert.match(isUnknown(value) ? value.because : `known: ${JSON.stringify(value)}`, expected);
      else assert.deepEqual(isUnknown(value) ? `unknown: ${value.because}` : value, expected);
    });
  }

  it('are those of the reference, each once', () => {
    assert.equal(new Set(functions.map(([name]) => name.toLowerCase())).size, functions.length);
  });
});
