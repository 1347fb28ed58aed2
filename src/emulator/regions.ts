/** The display names of the regions that the fleets use; Flexible Server answers with the display name, Resource Graph with the short one. */
const displayNames: Readonly<Record<string, string>> = {
  canadacentral: 'Canada Central',
  eastus: 'East US',
  eastus2: 'East US 2',
  northeurope: 'North Europe',
  swedencentral: 'Sweden Central',
  uksouth: 'UK South',
  westeurope: 'West Europe',
  westus2: 'West US 2',
};

/** The short names of the regions that the fleets use. */
export const regions: readonly string[] = Object.keys(displayNames);

/** Turns a region's short name into its display name; a region that is not in the table is returned as it is. */
export function regionDisplayName(location: string): string {
  return displayNames[location] ?? location;
}

/** Turns a region's display name into its short name. */
export function regionName(location: string): string {
  return location.toLowerCase().replace(/\s+/g, '');
}
