/** The service's own security layers, in reading order. */
export const layerIds = [
  'network',
  'firewall',
  'virtual-network',
  'private-link',
  'tls',
  'entra',
  'access',
  'encryption',
  'threat-protection',
  'audit',
  'backup',
  'lifecycle',
  'oracle',
] as const;

export type LayerId = (typeof layerIds)[number];

export interface LayerMeta {
  readonly id: LayerId;
  /** What people see in the tree. */
  readonly label: string;
  /** One sentence on what the service promises and what can go wrong. */
  readonly summary: string;
  /** True for a layer that says nothing unless somebody asks for it. */
  readonly onRequest?: true;
}
