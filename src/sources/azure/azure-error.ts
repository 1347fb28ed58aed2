/** What is known of an error, whichever part of an SDK threw it. */
export interface AzureError {
  readonly name: string;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** Azure's error code, or that of the network. */
  readonly code?: string;
  /** As it came: it may hold secrets, and goes through `redact` before anybody reads it. */
  readonly message: string;
  /** True where a token with more claims is asked for. */
  readonly challenged?: true;
  /** In seconds. */
  readonly retryAfter?: number;
  /** The body of the answer. */
  readonly details?: unknown;
}

/** How the SDKs word the end of an operation; neither code nor status comes with it. */
const failedOperation = /^The long-running operation has failed(?:\. ([^.\s]+)\. ([^]*))?$/;

type Loose = Readonly<Record<string, unknown>>;

function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}

/** Reads an error by its properties: each bundle has classes of its own, so that `instanceof` would tell nothing. */
export function readError(error: unknown): AzureError {
  const { name, message, statusCode, code, details, response, cause } = loose(error);
  const text = typeof message === 'string' ? message : String(error);
  const [, operationCode, operationMessage] = failedOperation.exec(text) ?? [];
  const known = typeof code === 'string' ? code : (operationCode ?? codeOf(cause));
  const retryAfter = Number(header(response, 'retry-after'));
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: operationMessage ?? text,
    ...(typeof statusCode === 'number' ? { status: statusCode } : {}),
    ...(known === undefined ? {} : { code: known }),
    ...(/\bclaims="/i.test(header(response, 'www-authenticate') ?? '') ? { challenged: true } : {}),
    ...(retryAfter > 0 ? { retryAfter } : {}),
    ...(details === undefined ? {} : { details: bodyOf(details) }),
  };
}

function codeOf(cause: unknown): string | undefined {
  const { code } = loose(cause);
  return typeof code === 'string' ? code : undefined;
}

function header(response: unknown, name: string): string | undefined {
  const { headers } = loose(response);
  const { get } = loose(headers);
  const value: unknown = typeof get === 'function' ? get.call(headers, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The SDKs give the body with methods and headers beside it; only what JSON can say is kept. */
function bodyOf(details: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(details)) as unknown;
  } catch {
    return undefined;
  }
}
