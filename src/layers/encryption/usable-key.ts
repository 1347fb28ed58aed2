import type { Fact } from '../../model/fact';
import type { Rule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { combine, holds } from '../../model/verdict';
import type { EncryptionFacts, KeyStatus } from './facts';
import { encryptionDocumentation, flexibleTemplateReference } from './sources';

function judgeStatus(status: Fact<KeyStatus>, whose: string): Judgement {
  return combine({ status }, (values) =>
    values.status === 'valid'
      ? holds(status.at)
      : {
          verdict: 'fails',
          at: status.at,
          message: `The key ${whose} cannot be used. Check that it exists and is enabled, and that the server's identity may use it.`,
        },
  );
}

/** There is no fix as data: the key lives in a vault that is no part of the server. */
export const usableKey: Rule<EncryptionFacts> = {
  meta: {
    id: 'encryption/usable-key',
    title: 'The encryption key must be usable',
    brief: 'encryption key cannot be used',
    severity: 'critical',
    group: 'error',
    why: 'A server that cannot use its key turns inaccessible, and its data can be lost with the key.',
    condition:
      'Azure says that the key of the data or of the geo-redundant backups is Invalid, or that the server is Inaccessible.',
    sources: [encryptionDocumentation, flexibleTemplateReference],
    equivalents: {},
    catalogue: ['PGENC007'],
    appliesTo: ['flexible'],
    surface: ['live'],
  },
  judge: ({ keyStatus, backupKeyStatus, accessible }) => [
    judgeStatus(keyStatus, 'of the data'),
    judgeStatus(backupKeyStatus, 'of the geo-redundant backups'),
    combine({ accessible }, (values) =>
      values.accessible
        ? holds(accessible.at)
        : { verdict: 'fails', at: accessible.at, message: 'The server is inaccessible, which is what happens when its key cannot be used.' },
    ),
  ],
};
