import { settingOf } from '../../../model/resource';
import type { Remedy } from '../remedy';
import { takePlan } from '../take-proposal';

/** Switches Advanced Threat Protection of one server on where it is off, and off where it is on. */
export const switchThreatProtection: Remedy = {
  id: 'switchThreatProtection',
  layer: 'threat-protection',
  kinds: ['flexible', 'single'],
  ask: ({ analysis, server, snapshot }) => {
    const segment = server.kind === 'single' ? 'securityAlertPolicies' : 'advancedThreatProtectionSettings';
    const [setting] = snapshot.children(server.resource.key, `${server.resource.type}/${segment}`).items;
    const state = setting === undefined ? undefined : settingOf(setting, ['properties', 'state']);
    const isOn = typeof state === 'string' && state.toLowerCase() === 'enabled';
    return Promise.resolve(takePlan(analysis.planThreatProtection({ server, snapshot }, isOn ? 'off' : 'on')));
  },
};
