import { known } from '../../model/fact';
import { nameOf, type Resource } from '../../model/resource';
import type { Around } from '../around';
import { lastName, textAt } from '../around';
import { diagnosticSettingsNeed, readLogs } from './diagnostic-facts';

const places = ['workspaceId', 'storageAccountId', 'eventHubAuthorizationRuleId', 'marketplacePartnerId'] as const;

function words(setting: Resource): string {
  const logs = known(readLogs(setting)) ?? [];
  const targets = places.flatMap((name) => {
    const id = textAt(setting, ['properties', name]);
    return id === '' ? [] : [lastName(id)];
  });
  return `${nameOf(setting)}: ${logs.length === 0 ? 'no logs' : logs.join(', ')} to ${targets.length === 0 ? 'nowhere' : targets.join(', ')}`;
}

/** Where the logs of a live server go. */
export const diagnosticSettings: Around = { type: diagnosticSettingsNeed.extension, title: 'Diagnostic settings', none: 'none', words };
