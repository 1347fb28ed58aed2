import { addingRulesDocumentation } from './sources';

/** The day on which the names were last compared with their sources. */
export const portalNamesChecked = '2026-11-25';

/** The service's page, servers that were read by a tool, and a tool that knows the rules by their names. */
export const portalNameSources: readonly string[] = [
  addingRulesDocumentation,
  'https://github.com/turbot/steampipe-mod-azure-compliance/pull/290',
  'https://github.com/turbot/steampipe-plugin-azure/issues/613',
  'https://github.com/aquasecurity/cloudsploit',
];

/** A firewall rule that the portal adds by a button. */
export interface PortalName {
  /** With an asterisk for a time or a date. */
  readonly name: string;
  readonly kinds: string;
  readonly letsIn: string;
}

/** What the portal calls the rule for the computer that its page is open on. */
export const clientAddress = 'ClientIPAddress*';

export const portalNames: readonly PortalName[] = [
  { name: 'AllowAllWindowsAzureIps', kinds: 'Single Server', letsIn: 'every service in Azure (0.0.0.0)' },
  { name: 'AllowAllAzureServicesAndResourcesWithinAzureIps_*', kinds: 'Flexible Server', letsIn: 'every service in Azure (0.0.0.0)' },
  { name: clientAddress, kinds: 'all', letsIn: 'the computer on which the page was open at that time' },
];
