import type { Emulator } from './emulator';
import { emulatorToken, tokenOfTenant } from './emulator-credential';
import { faultKinds } from './faults';
import type { Fault, FaultKind, RequestMatch } from './faults';
import { isLoopback } from './loopback';
import { isObject } from './message';
import type { EmulatorResponse, Json, JsonObject } from './message';

/** A request to /__emulator/…, by which another process steers an emulator. */
export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  /** A web page sent it: those are refused, whichever page it is. */
  readonly fromPage: boolean;
  readonly body: string;
}

function reply(status: number, body: Json): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

/**
 * Answers the control addresses: POST and DELETE /__emulator/faults, GET /__emulator/requests, POST /__emulator/reset,
 * and GET /__emulator/token for clients that cannot import the credential; `?tenant=` names one by its id or domain.
 * A fault is the JSON of `Fault`; as JSON knows no expressions, `match.pattern` holds the source of one for the path.
 */
export function answerControl(emulator: Emulator, request: ControlRequest): EmulatorResponse {
  if (request.fromPage || !isLoopback(request.host)) {
    return reply(403, { error: 'The emulator is steered from this computer only, and not by web pages.' });
  }
  const { pathname: path, searchParams } = new URL(request.path, 'http://127.0.0.1');
  switch (`${request.method} ${path}`) {
    case 'POST /__emulator/faults': {
      const fault = readFault(request.body);
      if ('problem' in fault) return reply(400, { error: fault.problem });
      emulator.faults.add(fault);
      return reply(200, {});
    }
    case 'DELETE /__emulator/faults':
      emulator.faults.reset();
      return reply(200, {});
    case 'GET /__emulator/requests':
      return reply(200, emulator.requests.entries().map((entry): JsonObject => ({ ...entry })));
    case 'POST /__emulator/reset':
      emulator.reset();
      return reply(200, {});
    case 'GET /__emulator/token':
      return signIn(emulator, searchParams.get('tenant'));
    default:
      return reply(404, { error: `There is no ${request.method} ${path}.` });
  }
}

/** Gives out a token as Microsoft Entra does, for the usual tenant where none is named. */
function signIn({ tenants }: Emulator, wanted: string | null): EmulatorResponse {
  if (wanted === null) return reply(200, { token: emulatorToken });
  const tenant = tenants.find(({ tenantId, defaultDomain }) => [tenantId, defaultDomain].includes(wanted.toLowerCase()));
  if (tenant !== undefined) return reply(200, { token: tokenOfTenant(tenant.tenantId) });
  return reply(400, { error: `AADSTS90002: Tenant '${wanted}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.` });
}

function readFault(text: string): Fault | { readonly problem: string } {
  let parsed: Json;
  try {
    parsed = JSON.parse(text) as Json;
  } catch {
    return { problem: 'The body is not valid JSON.' };
  }
  if (!isObject(parsed)) return { problem: 'The body is not a JSON object.' };
  const fault = faultKinds.find((kind): kind is FaultKind => kind === parsed.fault);
  if (!fault) return { problem: `'fault' must be one of ${faultKinds.join(', ')}.` };
  const match = readMatch(isObject(parsed.match) ? parsed.match : {});
  if ('problem' in match) return match;
  const { times, retryAfter, delayMs, code, message } = parsed;
  return {
    fault,
    match,
    ...(typeof times === 'number' && { times }),
    ...(typeof retryAfter === 'number' && { retryAfter }),
    ...(typeof delayMs === 'number' && { delayMs }),
    ...(typeof code === 'string' && { code }),
    ...(typeof message === 'string' && { message }),
  };
}

function readMatch({ method, path, pattern, type, subscription }: JsonObject): RequestMatch | { readonly problem: string } {
  let expression: RegExp | undefined;
  try {
    expression = typeof pattern === 'string' ? new RegExp(pattern, 'i') : undefined;
  } catch {
    return { problem: "'match.pattern' is not a regular expression." };
  }
  const place = expression ?? path;
  return {
    ...(typeof method === 'string' && { method }),
    ...((typeof place === 'string' || place instanceof RegExp) && { path: place }),
    ...(typeof type === 'string' && { type }),
    ...(typeof subscription === 'string' && { subscription }),
  };
}
