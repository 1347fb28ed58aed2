import { inResource } from '../../model/address';
import type { Codec, Fact } from '../../model/fact';
import { factOf, text } from '../../model/fact';
import type { Kind } from '../../model/resource';
import type { Context } from '../../model/rule';
import { readServerSetting } from '../server-setting';
import type { MajorVersion } from './versions';
import { majorVersion } from './versions';

export interface LifecycleFacts {
  readonly version: Fact<MajorVersion>;
  readonly name: Fact<string>;
  readonly tier: Fact<string>;
  readonly size: Fact<string>;
}

const paths: Readonly<Record<Kind, readonly string[]>> = {
  flexible: ['properties', 'version'],
  single: ['properties', 'version'],
  cluster: ['properties', 'postgresqlVersion'],
  horizon: ['properties', 'version'],
};

const version: Codec<MajorVersion> = (value) =>
  typeof value === 'string' || typeof value === 'number' ? majorVersion(String(value)) : undefined;

/** Reads the version of PostgreSQL. Which one the service takes where a template names none changes with time. */
export function readLifecycleFacts(context: Context): LifecycleFacts {
  const { resource, kind } = context.server;
  const sku = (part: string): Fact<string> =>
    readServerSetting(context, ['sku', part], { as: text, absent: { unknown: 'the service chooses it' } });
  return {
    name: factOf(resource.name, inResource(resource.key, 'name'), { as: text, absent: { unknown: 'it has no name' } }),
    tier: sku('tier'),
    size: sku('name'),
    version: readServerSetting(context, paths[kind], {
      as: version,
      absent: { unknown: 'the service chooses the version' },
    }),
  };
}
