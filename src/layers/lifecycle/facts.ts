import type { Codec, Fact } from '../../model/fact';
import type { Kind } from '../../model/resource';
import type { Context } from '../../model/rule';
import { readServerSetting } from '../server-setting';
import type { MajorVersion } from './versions';
import { majorVersion } from './versions';

export interface LifecycleFacts {
  readonly version: Fact<MajorVersion>;
}

const paths: Readonly<Record<Kind, readonly string[]>> = {
  flexible: ['properties', 'version'],
  single: ['properties', 'version'],
  cluster: ['properties', 'postgresqlVersion'],
};

const version: Codec<MajorVersion> = (value) =>
  typeof value === 'string' || typeof value === 'number' ? majorVersion(String(value)) : undefined;

/** Reads the version of PostgreSQL. Which one the service takes where a template names none changes with time. */
export function readLifecycleFacts(context: Context): LifecycleFacts {
  return {
    version: readServerSetting(context, paths[context.server.kind], {
      as: version,
      absent: { unknown: 'the service chooses the version' },
    }),
  };
}
