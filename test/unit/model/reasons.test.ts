import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosenForDeployment, computedByAzure, isComputable, keptSecret, parameterOf, parameterWithoutValue, withoutValue } from '../../../src/model/reasons';

test('a parameter without a value is told from one that is kept secret', () => {
  assert.equal(parameterWithoutValue(withoutValue('serverName')), 'serverName');
  assert.equal(parameterWithoutValue(keptSecret('password')), undefined);
  assert.equal(parameterOf(withoutValue('serverName')), 'serverName');
  assert.equal(parameterOf(keptSecret('password')), 'password');
});

test('other reasons name no parameter', () => {
  for (const because of ['keys are read at the deployment', computedByAzure('guid'), withoutValue(''), withoutValue('two words'), 'the parameter  has no value', '']) {
    assert.equal(parameterOf(because), undefined, because);
  }
});

test('what follows from the names of things can be computed by anybody, what is new each time cannot', () => {
  for (const because of [computedByAzure('uniqueString'), computedByAzure('guid'), chosenForDeployment('resource group'), chosenForDeployment('subscription')]) {
    assert.ok(isComputable(because), because);
  }
  for (const because of ['the function newGuid is another value at each deployment', chosenForDeployment('tenant'), withoutValue('guid')]) {
    assert.ok(!isComputable(because), because);
  }
});
