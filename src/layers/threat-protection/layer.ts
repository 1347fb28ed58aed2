import { known } from '../../model/fact';
import { defineLayer, factLine } from '../../model/layer';
import { aroundLine } from '../around';
import { alertReceivers } from './alert-receivers';
import { defenderPlan, planOfSubscription, plansNeed } from './defender-plan';
import { disabledAlerts } from './disabled-alerts';
import type { ThreatProtectionFacts } from './facts';
import { readThreatProtectionFacts, threatProtectionTypes } from './facts';
import { notStated } from './not-stated';
import { recordRetention } from './record-retention';
import { storageKey } from './storage-key';
import { switchedOn } from './switched-on';

const list = (items: readonly string[]): string => (items.length === 0 ? 'none' : items.join(', '));

export const threatProtection = defineLayer<ThreatProtectionFacts>({
  id: 'threat-protection',
  label: 'Defender (Advanced Threat Protection)',
  summary: 'Microsoft Defender watches a server for attacks where it is on, for the server or for the whole subscription.',
  appliesTo: ['flexible', 'single'],
  needs: [{ type: threatProtectionTypes.flexible }, { type: threatProtectionTypes.single }, plansNeed],
  rules: [switchedOn, storageKey, disabledAlerts, alertReceivers, recordRetention, notStated],
  wideRules: [defenderPlan],
  read: readThreatProtectionFacts,
  describe: ({ enabled, disabledAlerts: left, receivers, toOwners }, server, snapshot) => [
    factLine('Threat protection of the server', enabled, (on) => (on ? 'on' : 'off')),
    ...(server.kind === 'single'
      ? [
          factLine('Alerts left out', left, list),
          factLine('Alerts sent to', receivers, list),
          factLine('Alerts to owners', toOwners, (on) => (on ? 'yes' : 'no')),
        ]
      : []),
    ...aroundLine({ server, snapshot }, planOfSubscription),
  ],
  text: ({ enabled }) => {
    const on = known(enabled);
    return on === undefined ? 'Unknown' : on ? 'On' : 'Off for this server';
  },
});
