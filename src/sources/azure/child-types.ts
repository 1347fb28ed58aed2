import type { Kind } from '../../model/resource';
import { serverTypes } from '../../model/resource';

/** The children of each kind of server that this product knows, in the spelling of Resource Manager. */
export const childTypes: Readonly<Record<Kind, readonly string[]>> = {
  flexible: ['administrators', 'advancedThreatProtectionSettings', 'configurations', 'firewallRules', 'privateEndpointConnections'],
  single: [
    'administrators',
    'configurations',
    'firewallRules',
    'keys',
    'privateEndpointConnections',
    'securityAlertPolicies',
    'virtualNetworkRules',
  ],
  cluster: ['coordinatorConfigurations', 'firewallRules', 'nodeConfigurations', 'privateEndpointConnections', 'roles'],
  // The rules of a firewall stand below a pool, of which they are the only thing that matters here.
  horizon: ['administrators', 'pools/firewallRules', 'privateEndpointConnections'],
};

/** What people call the children of a type, in the middle of a sentence. */
const childWords: Readonly<Record<string, string>> = {
  administrators: 'Microsoft Entra administrators',
  advancedthreatprotectionsettings: 'threat protection settings',
  configurations: 'server parameters',
  coordinatorconfigurations: 'server parameters of the coordinator',
  firewallrules: 'firewall rules',
  keys: 'encryption keys',
  nodeconfigurations: 'server parameters of the workers',
  'pools/firewallrules': 'firewall rules',
  privateendpointconnections: 'private endpoint connections',
  securityalertpolicies: 'threat protection settings',
  virtualnetworkrules: 'virtual network rules',
};

/** Says what the children of a type are called. @param segment the last part of the type, in any case. */
export function childrenInWords(segment: string): string {
  return childWords[segment.toLowerCase()] ?? segment;
}

/** Finds the spelling of the last part of a child's type; one that is not known keeps the spelling that it has. */
export function spellChildType(kind: Kind, segment: string): string {
  const lower = segment.toLowerCase();
  return childTypes[kind].find((known) => known.toLowerCase() === lower) ?? segment;
}

/** Returns the last part of the type of a server's child, or `undefined` where the type is no child of this kind of server. */
export function childSegment(kind: Kind, type: string): string | undefined {
  const prefix = `${serverTypes[kind]}/`;
  if (!type.toLowerCase().startsWith(prefix.toLowerCase())) return undefined;
  const segment = type.slice(prefix.length);
  const known = spellChildType(kind, segment);
  return segment === '' || (segment.includes('/') && !childTypes[kind].includes(known)) ? undefined : known;
}
