import type { Fleet, FleetServer, OtherResource, ResourceGroup, Subscription } from './fleet';
import { entraAdministrator, flexibleServer, privateEndpoint } from './flexible-server';
import type { FlexibleServerOptions, RuleRow } from './flexible-server';
import { createRandom, hash } from './random';
import type { Random } from './random';
import { regions } from './regions';
import { sampleTenantId } from './sample-fleet';
import { singleServer } from './single-server';

/** How large a fleet is to be. */
export interface GeneratedFleetOptions {
  readonly servers: number;
  /** One per started 200 servers when left out. */
  readonly subscriptions?: number;
  /** 1 when left out. The same seed gives the same fleet. */
  readonly seed?: number;
}

/** One in this many servers is a Single Server. */
const singleEvery = 20;
const serversPerGroup = 8;
const teams = ['billing', 'catalog', 'crm', 'identity', 'logistics', 'orders', 'payments', 'reports', 'search', 'telemetry'];

/**
 * Makes a fleet of any size for benches and for trying out the product. A server's state is made from the seed and its
 * number each time it is read, so that ten thousand servers cost little more than their names.
 */
export function generateFleet(options: GeneratedFleetOptions): Fleet {
  const { servers: count, seed = 1 } = options;
  const random = createRandom(seed);
  const subscriptions: Subscription[] = Array.from({ length: options.subscriptions ?? Math.max(1, Math.ceil(count / 200)) }, (_, index) => ({
    subscriptionId: random.guid(),
    displayName: `Fabrikam ${String(index + 1).padStart(2, '0')}`,
    tenantId: sampleTenantId,
  }));
  const groups = new Map<string, ResourceGroup>();
  const servers = Array.from({ length: count }, (_, index): FleetServer => {
    const subscriptionId = subscriptions[index % subscriptions.length]?.subscriptionId ?? '';
    const group = Math.floor(index / subscriptions.length / serversPerGroup);
    const team = teams[group % teams.length] ?? 'orders';
    const resourceGroup = `rg-${team}-${String(group + 1).padStart(3, '0')}`;
    const location = createRandom(hash(`${seed} ${resourceGroup}`)).pick(regions);
    groups.set(`${subscriptionId} ${resourceGroup}`, { subscriptionId, name: resourceGroup, location });
    const name = `pg-${team}-${String(index + 1).padStart(5, '0')}`;
    const place: Place = { name, subscriptionId, tenantId: sampleTenantId, location, resourceGroup, team };
    const seedOfServer = hash(`${seed} ${name}`);
    return index % singleEvery === singleEvery - 1
      ? { kind: 'single', subscriptionId, resourceGroup, name, build: () => generateSingle(place, createRandom(seedOfServer)) }
      : { kind: 'flexible', subscriptionId, resourceGroup, name, build: () => flexibleServer(generateFlexible(place, createRandom(seedOfServer))) };
  });
  for (const { subscriptionId } of subscriptions) groups.set(`${subscriptionId} ${networkGroupName}`, { subscriptionId, name: networkGroupName, location: 'westeurope' });
  return {
    tenants: [{ tenantId: sampleTenantId, displayName: 'Fabrikam', defaultDomain: 'fabrikam.com' }],
    subscriptions,
    resourceGroups: [...groups.values()],
    servers,
    others: subscriptions.flatMap(({ subscriptionId }) => teams.flatMap((team) => generateNetwork(subscriptionId, team))),
  };
}

const networkGroupName = 'rg-network';

const networksOf = (subscriptionId: string): string => `/subscriptions/${subscriptionId}/resourceGroups/${networkGroupName}/providers/Microsoft.Network`;

/** The network of a team, with the subnet and the private DNS zone that its integrated servers use. */
function generateNetwork(subscriptionId: string, team: string): OtherResource[] {
  const networks = networksOf(subscriptionId);
  const network = `${networks}/virtualNetworks/vnet-${team}`;
  const zone = `${networks}/privateDnsZones/${team}.private.postgres.database.azure.com`;
  const provisioningState = 'Succeeded';
  const delegation = { name: 'postgresql', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers', provisioningState } };
  return [
    { id: network, body: { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.20.0.0/16'] }, provisioningState } } },
    { id: `${network}/subnets/snet-postgresql`, body: { properties: { addressPrefix: '10.20.1.0/24', delegations: [delegation], provisioningState } } },
    { id: zone, body: { location: 'global', properties: { numberOfRecordSets: 2, provisioningState } } },
    {
      id: `${zone}/virtualNetworkLinks/vnet-${team}`,
      body: { location: 'global', properties: { virtualNetwork: { id: network }, registrationEnabled: false, virtualNetworkLinkState: 'Completed', provisioningState } },
    },
  ];
}

interface Place {
  readonly name: string;
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly location: string;
  readonly resourceGroup: string;
  readonly team: string;
}

/** Addresses are of the documentation ranges; a few servers are wide open, as in life. */
function generateRules(random: Random): RuleRow[] {
  const rules: RuleRow[] = [];
  if (random.chance(0.03)) rules.push(['allow-all', '0.0.0.0', '255.255.255.255']);
  if (random.chance(0.2)) rules.push(['AllowAllAzureServicesAndResourcesWithinAzureIps_2025-2-4_13-22-31', '0.0.0.0', '0.0.0.0']);
  for (let index = random.integer(0, 3); index > 0; index--) {
    const first = random.integer(0, 240);
    rules.push([`office-${index}`, `203.0.113.${first}`, `203.0.113.${first + random.integer(0, 15)}`]);
  }
  return rules;
}

function generateFlexible(place: Place, random: Random): FlexibleServerOptions {
  const entra = random.chance(0.6);
  const isPrivate = random.chance(0.35);
  const integrated = isPrivate && random.chance(0.5);
  const networks = networksOf(place.subscriptionId);
  return {
    ...place,
    version: random.pick(['13', '14', '15', '16', '16', '17', '17', '17', '18']),
    createdAt: new Date(Date.UTC(2023, random.integer(0, 35), random.integer(1, 28), random.integer(0, 23))).toISOString(),
    state: random.chance(0.03) ? 'Stopped' : 'Ready',
    tags: { team: place.team },
    entra,
    passwords: !entra || random.chance(0.6),
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled',
    ...(integrated && {
      integration: {
        subnet: `${networks}/virtualNetworks/vnet-${place.team}/subnets/snet-postgresql`,
        zone: `${networks}/privateDnsZones/${place.team}.private.postgres.database.azure.com`,
      },
    }),
    privateEndpoints:
      isPrivate && !integrated ? [privateEndpoint(`pe-${place.name}`, random.guid(), place.subscriptionId, networkGroupName, 'Approved')] : [],
    rules: isPrivate ? [] : generateRules(random),
    administrators: entra ? [entraAdministrator(random.guid(), `${place.team} administrators`, 'Group', place.tenantId)] : [],
    backup: { days: random.pick([7, 7, 14, 35]), geoRedundant: random.chance(0.3) },
    highAvailability: random.chance(0.3),
    threatProtection: random.chance(0.4),
    parameters: {
      ...(random.chance(0.08) && { require_secure_transport: 'off' }),
      ...(random.chance(0.3) && { ssl_min_protocol_version: 'TLSv1.3' }),
      ...(random.chance(0.3) && { 'logfiles.retention_days': '7' }),
    },
  };
}

function generateSingle(place: Place, random: Random) {
  const enforced = random.chance(0.7);
  return singleServer({
    name: place.name,
    location: place.location,
    version: random.pick(['10', '11', '11']),
    tags: { team: place.team },
    sslEnforcement: enforced ? 'Enabled' : 'Disabled',
    minimalTlsVersion: enforced ? random.pick(['TLS1_0', 'TLS1_2', 'TLS1_2'] as const) : 'TLSEnforcementDisabled',
    rules: generateRules(random),
  });
}
