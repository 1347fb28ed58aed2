import type { Profile } from '../profile';
import { profiles } from '../profile';

/** The text of a new configuration file: what holds anyway, and the rest in comments to be taken up. */
export function initialConfiguration(profile: Profile): string {
  return `{
  // Which rules speak: ${profiles.join(', ')}.
  "profile": "${profile}",

  // Levels that differ from those of the profile: error, warning, info or off.
  "rules": {
    // "firewall/azure-services": "off"
  },

  // Thresholds, and what your organisation asks for.
  "settings": {
    // "broadRange": 256,
    // "serverNames": ["pg-*"],
    // "allowedSkus": ["GeneralPurpose", "MemoryOptimized"]
  },

  // Files that are not checked, relative to this one.
  "ignore": [
    // "examples/**"
  ],

  // Exceptions for servers in Azure. In templates, write them where they hold.
  "suppressions": [
    // {
    //   "resource": "/subscriptions/…/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-orders",
    //   "rule": "firewall/azure-services",
    //   "owner": "team-orders",
    //   "reason": "The reporting job has no fixed address yet.",
    //   "expires": "2027-03-31"
    // }
  ]
}
`;
}
