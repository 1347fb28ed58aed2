import type { Absence, Fact } from '../../model/fact';
import { readSetting, text, word } from '../../model/fact';
import type { Server } from '../../model/resource';
import { settingOf } from '../../model/resource';
import type { Context } from '../../model/rule';
import { isUnknown } from '../../model/value';
import { readEntra } from '../entra/facts';
import type { Parameter, ParameterFacts } from '../parameter';
import { readParameter, wordList } from '../parameter';
import { readServerSetting } from '../server-setting';

export type PasswordHash = 'md5' | 'scram-sha-256';

/** The first major version that stores passwords by SCRAM unless told otherwise. */
const firstWithScram = 14;

function defaultHash({ resource }: Server): Absence<PasswordHash> {
  const version = settingOf(resource, ['properties', 'version']);
  if (version === undefined) return { unknown: 'it depends on the version of PostgreSQL, which the service chooses' };
  if (isUnknown(version)) return { unknown: `it depends on the version of PostgreSQL: ${version.because}` };
  const major = Number.parseInt(String(text(version)), 10);
  if (Number.isNaN(major)) return { unknown: 'it depends on the version of PostgreSQL, which is none that is known here' };
  return { default: major < firstWithScram ? 'md5' : 'scram-sha-256' };
}

/**
 * md5 up to PostgreSQL 13, scram-sha-256 from 14:
 * https://github.com/MicrosoftDocs/azure-databases-docs/tree/main/articles/postgresql/server-parameters/includes
 */
export const passwordEncryption: Parameter<PasswordHash> = {
  name: 'password_encryption',
  as: word('md5', 'scram-sha-256'),
  absent: defaultHash,
};

export const acceptedMethods: Parameter<readonly string[]> = {
  name: 'azure.accepted_password_auth_method',
  as: wordList,
  absent: () => ({ default: ['md5', 'scram-sha-256'] }),
};

export interface AccessFacts {
  /** The name of the administrator role that is made with the server. */
  readonly login: Fact<string>;
  /** The password that a template gives that role; empty where it gives none. Azure never tells it. */
  readonly password: Fact<string>;
  /** Whether the server takes passwords at all. */
  readonly passwords: Fact<boolean>;
  /** How passwords are stored. */
  readonly hash: ParameterFacts<PasswordHash>;
  /** The ways to prove a password that the server accepts. */
  readonly methods: ParameterFacts<readonly string[]>;
}

export function readPassword({ resource }: Server): Fact<string> {
  return readSetting(resource, ['properties', 'administratorLoginPassword'], {
    as: text,
    absent: { default: '' },
    sensitive: true,
  });
}

export function readAccessFacts(context: Context): AccessFacts {
  return {
    login: readServerSetting(context, ['properties', 'administratorLogin'], {
      as: text,
      absent: { notApplicable: 'none' },
    }),
    password: readPassword(context.server),
    passwords: readEntra(context).passwords,
    hash: readParameter(context, passwordEncryption),
    methods: readParameter(context, acceptedMethods),
  };
}
