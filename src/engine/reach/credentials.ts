import type { Address } from '../../model/address';
import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import type { Subject } from '../../model/rule';
import { isUnknown } from '../../model/value';
import { readEntra } from '../../layers/entra/facts';

/** A way to prove who one is, once one gets through to a server. */
export interface Credential {
  readonly kind: 'password' | 'entra';
  /** Whether the server takes it. */
  readonly accepted: 'yes' | 'no' | 'unknown';
  /** A sentence. */
  readonly text: string;
  readonly at: Address;
}

function passwordOf(subject: Subject): Credential {
  const { server } = subject;
  const at = inResource(server.resource.key);
  // A Single Server cannot go without passwords.
  if (server.kind === 'single') return { kind: 'password', accepted: 'yes', text: 'Passwords of PostgreSQL roles are accepted.', at };
  const { passwords } = readEntra(subject);
  const on = known(passwords);
  const text =
    on === undefined ? 'Whether passwords are accepted is not known.' : on ? 'Passwords of PostgreSQL roles are accepted.' : 'Passwords are refused.';
  return { kind: 'password', accepted: on === undefined ? 'unknown' : on ? 'yes' : 'no', text, at: passwords.at };
}

function entraOf(subject: Subject): Credential {
  const { entra, administrators, complete } = readEntra(subject);
  const on = known(entra);
  if (on === undefined) return { kind: 'entra', accepted: 'unknown', text: 'Whether Microsoft Entra is accepted is not known.', at: entra.at };
  if (!on) return { kind: 'entra', accepted: 'no', text: 'Microsoft Entra is not accepted.', at: entra.at };
  const count = administrators.length;
  const who = isUnknown(complete) ? '' : count === 0 ? ', but the server has no administrator there' : `, with ${count} administrator${count === 1 ? '' : 's'}`;
  return { kind: 'entra', accepted: 'yes', text: `Microsoft Entra is accepted${who}.`, at: entra.at };
}

/** Says what a server takes as proof of who somebody is. */
export function credentialsOf(subject: Subject): readonly Credential[] {
  return [passwordOf(subject), entraOf(subject)];
}
