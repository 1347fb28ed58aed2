import type { Address } from '../model/address';
import { inResource } from '../model/address';
import type { Fact } from '../model/fact';
import { known } from '../model/fact';
import type { Context } from '../model/rule';
import { readAuditFacts } from '../layers/audit/facts';
import { readOracleFacts } from '../layers/oracle/facts';

/** What stands in for one part of Oracle's Transparent Data Encryption on a server. */
export interface Advice {
  /** `choice`: works without, and can be had. */
  readonly state: 'done' | 'missing' | 'choice' | 'unknown';
  /** What somebody from Oracle looks for. */
  readonly title: string;
  /** What there is here. */
  readonly text: string;
  /** What is missing or to be known, and what to do; a sentence or two. */
  readonly detail: string;
  readonly at: Address;
}

function aboutKey({ keyOwner }: ReturnType<typeof readOracleFacts>): Advice {
  const title = 'Wallet or key vault';
  const { at } = keyOwner;
  const owner = known(keyOwner);
  if (owner === undefined) return { state: 'unknown', title, text: 'whose key it is could not be read', detail: '', at };
  return owner === 'customer'
    ? { state: 'done', title, text: 'a key of your own', detail: 'It is in your key vault; keep purge protection on, or data is lost with it.', at }
    : { state: 'choice', title, text: "the service's key", detail: 'A key of your own is chosen when a server is created: restore into a new one.', at };
}

function aboutSecondLayer(double: Fact<boolean>): Advice {
  const title = 'Second layer of encryption';
  const { at } = double;
  if (double.kind === 'notApplicable') {
    return { state: 'choice', title, text: 'not offered', detail: 'Infrastructure (double) encryption is an option of Single Server only.', at };
  }
  const on = known(double);
  if (on === undefined) return { state: 'unknown', title, text: 'could not be read', detail: '', at };
  const detail = on ? '' : 'It can be chosen only when a server is created.';
  return { state: on ? 'done' : 'choice', title, text: `infrastructure encryption is ${on ? 'on' : 'off'}`, detail, at };
}

function aboutColumns(allowed: Fact<boolean>): Advice {
  const title = 'Column encryption';
  const { at } = allowed;
  if (allowed.kind === 'notApplicable') return { state: 'choice', title, text: 'pgcrypto', detail: 'Run CREATE EXTENSION pgcrypto in the database.', at };
  const on = known(allowed);
  if (on === undefined) return { state: 'unknown', title, text: 'whether pgcrypto is allowed could not be read', detail: '', at };
  return on
    ? { state: 'done', title, text: 'pgcrypto is allowed', detail: 'Run CREATE EXTENSION pgcrypto in each database that needs it.', at }
    : { state: 'missing', title, text: 'pgcrypto is not allowed', detail: 'Add pgcrypto to azure.extensions, then run CREATE EXTENSION pgcrypto.', at };
}

/** pgcrypto is handed its keys in statements: https://www.postgresql.org/docs/current/pgcrypto.html#PGCRYPTO-NOTES */
function aboutLogs(context: Context): Advice {
  const { statements: [statements], classes: [classes] } = readAuditFacts(context);
  const title = 'Keys of pgcrypto in logs';
  const { at } = statements;
  const also = 'keep pgaudit.log_parameter off';
  const logged = known(statements);
  const audited = known(classes);
  const isWritten = (logged !== undefined && logged !== 'none') || audited?.some((word) => word !== 'none') === true;
  if (isWritten) return { state: 'missing', title, text: `statements are logged; ${also}`, detail: 'Keys in statements end up in these logs: hand them over as bind parameters.', at };
  if (logged === undefined || classes.kind === 'unknown') {
    return { state: 'unknown', title, text: 'whether statements are logged is not known', detail: 'Keys in statements would end up in logs: hand them over as bind parameters.', at };
  }
  return { state: 'choice', title, text: `no statements are logged; ${also}`, detail: 'Keys in statements would reach statement and audit logs: use bind parameters.', at };
}

/**
 * Says of a server what replaces Oracle's Transparent Data Encryption, and what is missing:
 * https://learn.microsoft.com/azure/postgresql/security/security-data-encryption
 */
export function oracleAdvice(context: Context): readonly Advice[] {
  const facts = readOracleFacts(context);
  return [
    {
      state: 'done',
      title: 'Tablespace encryption (TDE)',
      text: 'AES-256, always on',
      detail: 'Data, backups and temporary files, always; nothing can switch it off.',
      at: inResource(context.server.resource.key),
    },
    aboutKey(facts),
    aboutSecondLayer(facts.doubleEncryption),
    aboutColumns(facts.columnEncryption),
    aboutLogs(context),
  ];
}
