import { inResource, type Path } from '../../model/address';
import type { FactLine } from '../../model/layer';
import type { Subject } from '../../model/rule';
import { lastName, liveLine, textAt } from '../around';

/** The copies of a live server that Azure tells of: its standby, and the replication that it is a part of. */
export function copyLines({ server: { resource }, snapshot }: Subject): readonly FactLine[] {
  if (snapshot.origin !== 'live') return [];
  const at = (path: Path) => inResource(resource.key, ...path);
  const state = textAt(resource, ['properties', 'highAvailability', 'state']);
  const isOn = !['', 'disabled'].includes(textAt(resource, ['properties', 'highAvailability', 'mode']).toLowerCase());
  const role = textAt(resource, ['properties', 'replicationRole']);
  const sources = ['sourceServerResourceId', 'masterServerId', 'sourceResourceId'].map((name) => textAt(resource, ['properties', name]));
  const source = sources.find((id) => id !== '');
  const isReplica = /replica/i.test(role) || (role === '' && source !== undefined);
  const words = isReplica ? `replica of ${source === undefined ? 'another server' : lastName(source)}` : role.toLowerCase();
  return [
    ...(isOn && state !== '' ? [liveLine('State of the standby', state, at(['properties', 'highAvailability', 'state']))] : []),
    ...(words === '' ? [] : [liveLine('Replication', words, at(['properties', 'replicationRole']))]),
  ];
}
