/** A JSON value, as Resource Manager's bodies hold it. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object; a property that is not there reads as undefined. */
export interface JsonObject {
  [property: string]: Json | undefined;
}

/** A request as it arrives on the wire. The url is absolute; its origin is also the origin of every link in the answer. */
export interface EmulatorRequest {
  readonly method: string;
  readonly url: string;
  /** Header names may be written in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** An answer as it goes on the wire. */
export interface EmulatorResponse {
  readonly status: number;
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The connection ends without any answer. */
  readonly dropped?: true;
}

/** What a route answers, before headers and serialisation. */
export interface Answer {
  readonly status: number;
  readonly body?: Json | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Says whether a JSON value is an object, so that its properties may be read. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a JSON value as text; everything that is no text reads as empty. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
