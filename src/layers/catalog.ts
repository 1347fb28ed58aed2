import type { Layer } from '../model/layer';
import { access } from './access/layer';
import { audit } from './audit/layer';
import { backup } from './backup/layer';
import { encryption } from './encryption/layer';
import { entraLayer } from './entra/layer';
import { firewallLayer } from './firewall/layer';
import { lifecycle } from './lifecycle/layer';
import { network } from './network/layer';
import { oracle } from './oracle/layer';
import { privateLink } from './private-link/layer';
import { threatProtection } from './threat-protection/layer';
import { tls } from './tls/layer';
import { virtualNetwork } from './virtual-network/layer';

/** Every layer, in the order in which people read them. */
export const layers: readonly Layer[] = [
  network,
  firewallLayer,
  virtualNetwork,
  privateLink,
  tls,
  entraLayer,
  access,
  encryption,
  threatProtection,
  audit,
  backup,
  lifecycle,
  oracle,
];
