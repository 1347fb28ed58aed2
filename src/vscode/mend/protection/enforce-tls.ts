import { window, type QuickPickItem } from 'vscode';
import { nameOf } from '../../../model/resource';
import type { MinimumTls } from '../../../engine/plans/tls';
import { lookFirst } from '../look-first';
import type { Remedy } from '../remedy';
import { takePlan } from '../take-proposal';

/** Refuses connections without TLS. */
export const enforceTls: Remedy = {
  id: 'enforceTls',
  layer: 'tls',
  kinds: ['flexible', 'single'],
  ask: async (asking) => {
    const { analysis } = asking;
    const refused = analysis.planTlsEnforcement(asking, undefined);
    if ('refused' in refused) takePlan(refused);
    const seen = await lookFirst(asking, `Enforce TLS on ${nameOf(asking.server.resource)}`);
    return seen && takePlan(analysis.planTlsEnforcement(asking, seen.clients));
  },
};

interface VersionItem extends QuickPickItem {
  readonly version: MinimumTls;
}

const versions: readonly VersionItem[] = [
  { version: '1.2', label: 'TLS 1.2', detail: 'Every client that is maintained knows it' },
  { version: '1.3', label: 'TLS 1.3', detail: 'Clients with OpenSSL before 1.1.1 or Java before 11 may not know it' },
];

/** Refuses connections by older versions of TLS. */
export const requireTlsVersion: Remedy = {
  id: 'requireTlsVersion',
  layer: 'tls',
  kinds: ['flexible', 'single'],
  ask: async (asking) => {
    const { analysis, server } = asking;
    const title = `Require a TLS Version on ${nameOf(server.resource)}`;
    const offered = server.kind === 'single' ? versions.filter(({ version }) => version === '1.2') : versions;
    const choice = await window.showQuickPick(offered, { title, placeHolder: 'The oldest version that is accepted' });
    if (choice === undefined) return undefined;
    const proposal = analysis.planMinimumTls(asking, choice.version, undefined);
    if ('refused' in proposal) takePlan(proposal);
    const seen = await lookFirst(asking, title);
    return seen && takePlan(analysis.planMinimumTls(asking, choice.version, seen.clients));
  },
};
