import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inResource } from '../../../src/model/address';
import { configurationType, parameterChange } from '../../../src/model/fix';
import { liveServer, templateServer } from '../layers/build-snapshot';

describe('parameterChange', () => {
  test('sets the child that is there', () => {
    const { snapshot, server } = liveServer('flexible', { parameters: { log_connections: 'off' } });
    const child = snapshot.resources.at(-1);
    assert.deepEqual(parameterChange(snapshot, server, 'log_connections', 'on'), {
      kind: 'set',
      at: inResource(child?.key ?? '', 'properties', 'value'),
      value: 'on',
    });
  });

  test('adds a child where there is none', () => {
    const { snapshot, server } = templateServer('single', { parameters: { log_duration: 'on' } });
    assert.deepEqual(parameterChange(snapshot, server, 'log_connections', 'on'), {
      kind: 'add',
      parent: server.resource.key,
      type: 'Microsoft.DBforPostgreSQL/servers/configurations',
      name: 'log_connections',
      body: { properties: { value: 'on', source: 'user-override' } },
    });
  });

  test('changes nothing of a cluster, whose parameters are kept otherwise', () => {
    const { snapshot, server } = templateServer('cluster');
    assert.equal(configurationType(server), undefined);
    assert.equal(parameterChange(snapshot, server, 'log_connections', 'on'), undefined);
  });
});
