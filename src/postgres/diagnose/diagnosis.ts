import type { FailureCode } from '../refusal';
import type { TlsFacts } from '../verify-tls';

/** What is tried, one after the other; the first that fails is the last. */
export type StepName = 'name' | 'connection' | 'negotiation' | 'tls' | 'certificate' | 'sign-in';

export interface Step {
  readonly name: StepName;
  readonly ok: boolean;
  readonly ms: number;
  /** What was found. */
  readonly detail: string;
  /** What to do now. */
  readonly advice?: string;
}

/** What the doctor found out about a connection. It holds no password and no token. */
export interface Diagnosis {
  /** Whether the server is verified, and the sign-in accepted where one was asked for. */
  readonly ok: boolean;
  readonly host: string;
  readonly port: number;
  readonly steps: readonly Step[];
  /** Only of a server that was verified. */
  readonly tls?: TlsFacts;
  readonly failure?: FailureCode;
}

/** A diagnosis, with what the product can do about it. */
export interface Findings {
  readonly diagnosis: Diagnosis;
  /** The address that the server's firewall turned away, as the verified server said. */
  readonly firewallAddress?: string;
}
