import { inResource } from '../../model/address';
import type { FactLine } from '../../model/layer';
import { nameOf, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { isList, isUnknown, unknown } from '../../model/value';
import { liveLine, whyMissing } from '../around';
import { subnetOf } from './subnet';

const title = 'Security group of the subnet';

/** Shows what filters the traffic to the subnet that a live server lives in. */
export function subnetLine(subject: Subject): readonly FactLine[] {
  const { server, snapshot } = subject;
  const subnet = snapshot.origin === 'live' ? subnetOf(subject) : undefined;
  if (subnet === undefined) return [];
  if (isUnknown(subnet)) return [liveLine(title, subnet, inResource(server.resource.key))];
  const path = [...subnet.path, 'networkSecurityGroup', 'id'];
  const at = inResource(subnet.resource.key, ...path);
  const id = settingOf(subnet.resource, path);
  if (id === undefined || id === '') return [liveLine(title, 'none', at)];
  const group = snapshot.referenced(subnet.resource, path);
  if (group === undefined) return [liveLine(title, unknown(whyMissing(snapshot, id, 'the group is not part of what was read')), at)];
  const rules = settingOf(group, ['properties', 'securityRules']);
  const count = isList(rules) ? rules.length : 0;
  return [liveLine(title, `${nameOf(group)}, ${count === 1 ? '1 rule' : `${count} rules`}`, at)];
}
