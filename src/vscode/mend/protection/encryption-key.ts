import { env } from 'vscode';
import { nameOf } from '../../../model/resource';
import { loadAnalysis } from '../../load-analysis';
import { pickReadServer } from '../../read-server';
import type { Services } from '../../services';
import type { Remedy } from '../remedy';
import { runRemedy } from '../run-remedy';
import { takePlan } from '../take-proposal';

/** Names the customer's key without its version. */
export const followKeyRotation: Remedy = {
  id: 'followKeyRotation',
  layer: 'encryption',
  kinds: ['flexible'],
  ask: (asking) => Promise.resolve(takePlan(asking.analysis.planVersionlessKey(asking))),
};

/** Shows whose key encrypts a server, whether it works, and what can only be chosen when a server is created. */
export async function showEncryption(services: Services, node?: unknown): Promise<boolean> {
  const read = await pickReadServer(services, node, ['flexible', 'single']);
  if (read === undefined) return false;
  const analysis = await loadAnalysis();
  const { id: serverId, subscriptionId } = read.fleetServer.summary;
  const text = analysis.encryptionText(read);
  const canFollow = 'plan' in analysis.planVersionlessKey(read);
  await services.diagnoses.show({
    title: `Encryption of ${nameOf(read.server.resource)}`,
    text,
    actions: [
      ...(canFollow ? [{ title: 'Follow the Rotation of the Key…', run: async () => void (await runRemedy(services, followKeyRotation, { kind: 'server', serverId, subscriptionId })) }] : []),
      { title: 'Copy Report', run: () => env.clipboard.writeText(text) },
    ],
  });
  return true;
}
