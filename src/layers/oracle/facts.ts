import { inResource } from '../../model/address';
import type { Fact } from '../../model/fact';
import type { Context } from '../../model/rule';
import { derive } from '../derived-fact';
import type { EncryptionFacts } from '../encryption/facts';
import { readEncryptionFacts } from '../encryption/facts';
import { allowedExtensions } from '../extensions';
import { readParameter } from '../parameter';

export interface OracleFacts extends Pick<EncryptionFacts, 'keyOwner' | 'doubleEncryption'> {
  /** Whether the extension that encrypts single columns may be created. */
  readonly columnEncryption: Fact<boolean>;
}

/** Reads what stands in for Oracle's Transparent Data Encryption. */
export function readOracleFacts(context: Context): OracleFacts {
  const { keyOwner, doubleEncryption } = readEncryptionFacts(context);
  const { server } = context;
  if (server.kind !== 'flexible') {
    const because = 'A Single Server allows it without a list.';
    return { keyOwner, doubleEncryption, columnEncryption: { kind: 'notApplicable', because, at: inResource(server.resource.key) } };
  }
  const [extensions] = readParameter(context, allowedExtensions);
  return { keyOwner, doubleEncryption, columnEncryption: derive(extensions, (names) => names.includes('pgcrypto')) };
}
