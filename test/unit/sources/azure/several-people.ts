import type { HttpClient, PipelineResponse } from '@azure/core-rest-pipeline';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import type { Emulator } from '../../../../src/emulator/emulator';
import { createEmulator } from '../../../../src/emulator/emulator';
import type { Fleet } from '../../../../src/emulator/fleet';
import { generateFleet } from '../../../../src/emulator/generate-fleet';
import { inProcessHttpClient } from '../../../../src/emulator/in-process-http-client';

/** What a token says of its bearer. */
export interface TokenClaims {
  /** The account. */
  readonly upn: string;
  /** What the account is in this tenant: a guest is somebody else there. */
  readonly oid: string;
  readonly tid: string;
  /** Further steps of signing in that were taken. */
  readonly acrs?: readonly string[];
}

export const tenants = { contoso: '5c1c6f0e-3f0a-4d6b-9a53-8b7d1f0c2e11', northwind: '11111111-2222-3333-4444-555555555555' } as const;

/** Which tenants an account belongs to; the first is its home. */
export const people: Readonly<Record<string, readonly string[]>> = {
  'noor@contoso.com': [tenants.contoso, tenants.northwind],
  'lars@northwind.com': [tenants.northwind],
};

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token without a signature, which Azure would not take. */
export function tokenOf(upn: string, tenant: string, acrs: readonly string[] = []): string {
  const tid = tenant === '' ? (people[upn]?.[0] ?? '') : tenant;
  const claims: TokenClaims & { readonly exp: number } = { upn, oid: `${upn} in ${tid}`, tid, exp: Date.UTC(2100, 0, 1) / 1000, ...(acrs.length === 0 ? {} : { acrs }) };
  return [encode({ typ: 'JWT', alg: 'none' }), encode(claims), 'nobody'].join('.');
}

export function readClaims(token: string): TokenClaims {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as TokenClaims;
}

export interface AnsweredCall {
  readonly upn: string;
  readonly tid: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** Azure with two tenants and two accounts, one of which is a guest in the other's tenant. */
export interface SeveralPeople {
  readonly httpClient: HttpClient;
  /** What an account sees in a tenant. */
  readonly emulatorFor: (upn: string, tid: string) => Emulator;
  readonly calls: AnsweredCall[];
  /** The names of the subscriptions: contoso's, and northwind's of which both accounts see the first (shared). */
  readonly subscriptions: { readonly contoso: readonly string[]; readonly shared: string; readonly own: string };
  /** From now on a tenant wants a further step of an account: tokens without it are refused, and the challenge says so. */
  readonly demand: (upn: string, tid: string, acrs: string) => void;
  /** Such as one that was told in `demand`, as Azure asks for it. */
  readonly claimsFor: (acrs: string) => string;
}

const servers = 12;

/** Makes that world, in this process. Each account has an emulator in each tenant, with what it may see there. */
export function severalPeople(): SeveralPeople {
  const fleetOf = (tenantId: string, name: string, seed: number): Fleet => {
    const fleet = generateFleet({ servers, subscriptions: 2, seed });
    return { ...fleet, subscriptions: fleet.subscriptions.map((one, index) => ({ ...one, tenantId, displayName: `${name} ${index + 1}` })) };
  };
  const contoso = fleetOf(tenants.contoso, 'Contoso', 3);
  const northwind = fleetOf(tenants.northwind, 'Northwind', 5);
  const [shared, own] = northwind.subscriptions;
  const sees = (upn: string, tid: string) => {
    if (tid === tenants.contoso) return upn === 'noor@contoso.com' ? contoso.subscriptions : [];
    return northwind.subscriptions.filter((one) => upn === 'lars@northwind.com' || one === shared);
  };
  const made = new Map<string, Emulator>();
  const emulatorFor = (upn: string, tid: string): Emulator => {
    const key = `${upn} ${tid}`;
    const fleet = tid === tenants.contoso ? contoso : northwind;
    const subscriptions = sees(upn, tid);
    const known = made.get(key) ?? createEmulator({
      tokens: 'any',
      fleet: {
        ...fleet,
        tenants: (people[upn] ?? []).map((tenantId) => ({ tenantId, displayName: tenantId === tenants.contoso ? 'Contoso' : 'Northwind', defaultDomain: '' })),
        subscriptions,
        servers: fleet.servers.filter((server) => subscriptions.some(({ subscriptionId }) => subscriptionId === server.subscriptionId)),
      },
    });
    made.set(key, known);
    return known;
  };
  const demands = new Map<string, string>();
  const calls: AnsweredCall[] = [];
  const claimsFor = (acrs: string): string => JSON.stringify({ access_token: { acrs: { essential: true, value: acrs } } });
  const httpClient: HttpClient = {
    sendRequest: async (request) => {
      const { upn, tid, acrs = [] } = readClaims(request.headers.get('authorization') ?? '');
      const wanted = demands.get(`${upn} ${tid}`);
      const path = new URL(request.url).pathname;
      const note = (response: PipelineResponse): PipelineResponse => {
        calls.push({ upn, tid, method: request.method, path, status: response.status });
        return response;
      };
      if (wanted === undefined || acrs.includes(wanted)) return note(await inProcessHttpClient(emulatorFor(upn, tid)).sendRequest(request));
      const challenge = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from(claimsFor(wanted)).toString('base64')}"`;
      const body = { error: { code: 'InvalidAuthenticationToken', message: 'The access token lacks a claim that the tenant asks for.' } };
      return note({ request, status: 401, headers: createHttpHeaders({ 'www-authenticate': challenge, 'content-type': 'application/json' }), bodyAsText: JSON.stringify(body) });
    },
  };
  const nameOf = (one: { readonly displayName: string } | undefined): string => one?.displayName ?? '';
  return {
    httpClient,
    emulatorFor,
    calls,
    claimsFor,
    subscriptions: { contoso: contoso.subscriptions.map(nameOf), shared: nameOf(shared), own: nameOf(own) },
    demand: (upn, tid, acrs) => void demands.set(`${upn} ${tid}`, acrs),
  };
}
