import type { Fact } from '../../model/fact';
import { readSetting, text, word } from '../../model/fact';
import type { Server } from '../../model/resource';
import type { Context } from '../../model/rule';
import { documented } from '../documented-parameters';
import { readEntra } from '../entra/facts';
import { allowedExtensions } from '../extensions';
import { readInside, type InsideFacts } from '../inside';
import type { ParameterFacts } from '../parameter';
import { readParameter, wordList } from '../parameter';
import { readServerSetting } from '../server-setting';

export type PasswordHash = 'md5' | 'scram-sha-256';

export const passwordEncryption = documented('password_encryption', word('md5', 'scram-sha-256'));

export const acceptedMethods = documented('azure.accepted_password_auth_method', wordList);

export interface AccessFacts {
  /** The name of the administrator role that is made with the server. */
  readonly login: Fact<string>;
  /** The password that a template gives that role; empty where it gives none. Azure never tells it. */
  readonly password: Fact<string>;
  /** Whether the server takes passwords at all. */
  readonly passwords: Fact<boolean>;
  /** How passwords are stored. */
  readonly hash: ParameterFacts<PasswordHash>;
  /** The extensions that may be created. */
  readonly extensions: ParameterFacts<readonly string[]>;
  /** The ways to prove a password that the server accepts. */
  readonly methods: ParameterFacts<readonly string[]>;
  /** What a connection to a database told; nothing where nobody has made one. */
  readonly inside: InsideFacts | undefined;
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
    extensions: readParameter(context, allowedExtensions),
    methods: readParameter(context, acceptedMethods),
    inside: readInside(context),
  };
}
