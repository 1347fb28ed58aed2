import { known } from '../../model/fact';
import { defineLayer, factLine } from '../../model/layer';
import { liveLine } from '../around';
import { endpointName, statusInWords } from './connections';
import type { PrivateLinkFacts } from './facts';
import { horizonConnections, readPrivateLinkFacts } from './facts';
import { noPrivateEndpoint } from './no-private-endpoint';

function sumUp({ approved, pending, integrated }: PrivateLinkFacts): string {
  if (known(integrated) === true) return 'Not needed in a virtual network';
  const count = known(approved);
  if (count === undefined) return 'Unknown';
  const waiting = known(pending) ?? 0;
  const more = waiting > 0 ? `, ${waiting} waiting for approval` : '';
  return (count === 0 ? 'No private endpoint' : count === 1 ? '1 private endpoint' : `${count} private endpoints`) + more;
}

export const privateLink = defineLayer<PrivateLinkFacts>({
  id: 'private-link',
  label: 'Private Link',
  summary: 'Private endpoints lead to the server from private networks, once they are approved; they do not close the public way.',
  appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
  needs: [{ type: horizonConnections }],
  rules: [noPrivateEndpoint],
  read: readPrivateLinkFacts,
  describe: ({ approved, pending, connections }) => [
    factLine('Approved private endpoints', approved),
    factLine('Waiting for approval', pending),
    ...connections.map((connection) => liveLine(endpointName(connection), statusInWords(connection), connection.at)),
  ],
  text: sumUp,
});
