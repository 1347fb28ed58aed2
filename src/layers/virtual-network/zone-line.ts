import { inResource } from '../../model/address';
import type { FactLine, ReferenceNeed } from '../../model/layer';
import { settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { unknown } from '../../model/value';
import { lastName, liveLine, textAt, whyMissing } from '../around';

const zonePath = ['properties', 'network', 'privateDnsZoneArmResourceId'] as const;
const zoneType = 'Microsoft.Network/privateDnsZones';
const linkType = `${zoneType}/virtualNetworkLinks`;

export const zoneNeed: ReferenceNeed = { referenced: zonePath, type: zoneType, children: [linkType], of: ['flexible'] };

const title = 'Networks that the zone answers';

/** Shows from which networks the name of a live server is found: those that its private DNS zone is linked to. */
export function zoneLine({ server: { resource }, snapshot }: Subject): readonly FactLine[] {
  const id = snapshot.origin === 'live' ? settingOf(resource, zonePath) : undefined;
  if (typeof id !== 'string' || id === '') return [];
  const at = inResource(resource.key, ...zonePath);
  const zone = snapshot.referenced(resource, zonePath);
  if (zone === undefined) return [liveLine(title, unknown(whyMissing(snapshot, id, 'the zone is not part of what was read')), at)];
  const { items, complete } = snapshot.children(zone.key, linkType);
  if (complete !== true) return [liveLine(title, complete, at)];
  const networks = items.map((link) => lastName(textAt(link, ['properties', 'virtualNetwork', 'id'])));
  return [liveLine(title, networks.length === 0 ? 'none' : networks.join(', '), at)];
}
