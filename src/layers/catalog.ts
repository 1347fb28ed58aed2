import type { Layer } from '../model/layer';
import { entraLayer } from './entra/layer';
import { firewallLayer } from './firewall/layer';
import { lifecycle } from './lifecycle/layer';
import { network } from './network/layer';
import { privateLink } from './private-link/layer';
import { tls } from './tls/layer';
import { virtualNetwork } from './virtual-network/layer';

/** Every layer, in the order in which people read them. */
export const layers: readonly Layer[] = [network, firewallLayer, virtualNetwork, privateLink, tls, entraLayer, lifecycle];
