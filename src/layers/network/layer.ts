import { known } from '../../model/fact';
import { defineLayer, factLine } from '../../model/layer';
import { exposedReplica, sourceNeed } from './exposed-replica';
import type { NetworkFacts } from './facts';
import { readNetworkFacts } from './facts';
import { openDatabasePort } from './open-database-port';
import { publicAccess } from './public-access';
import { publicBesidePrivate } from './public-beside-private';
import { publicWorkers } from './public-workers';

const onOff = (value: boolean): string => (value ? 'on' : 'off');

function sumUp(facts: NetworkFacts): string {
  const open = known(facts.publicAccess);
  if (known(facts.integrated) === true) return 'No public endpoint';
  if (open === false) return 'Public access off';
  return open === undefined || known(facts.integrated) === undefined ? 'Public access unknown' : 'Public access on';
}

export const network = defineLayer<NetworkFacts>({
  id: 'network',
  label: 'Public access',
  summary: 'Connections reach a public endpoint unless public network access is off or the server lives in a virtual network.',
  appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
  needs: [sourceNeed],
  rules: [publicBesidePrivate, exposedReplica, publicAccess, publicWorkers],
  wideRules: [openDatabasePort],
  read: readNetworkFacts,
  describe: (facts, { kind }) => [
    factLine('Public network access', facts.publicAccess, onOff),
    ...(kind === 'flexible' ? [factLine('Only inside a virtual network', facts.integrated, (value) => (value ? 'yes' : 'no'))] : []),
    ...(kind === 'cluster' ? [factLine('Public access to workers', facts.workers, onOff)] : []),
  ],
  text: sumUp,
});
