import { inResource } from '../../model/address';
import type { Codec, Fact } from '../../model/fact';
import type { Context } from '../../model/rule';
import { enabledOrDisabled } from '../derived-fact';
import { documented } from '../documented-parameters';
import type { ParameterFacts } from '../parameter';
import { onOff, readParameter } from '../parameter';
import { readServerSetting } from '../server-setting';

/** A TLS version; `any` stands for no limit. */
export type TlsVersion = 'any' | '1.0' | '1.1' | '1.2' | '1.3';

const versions: readonly TlsVersion[] = ['any', '1.0', '1.1', '1.2', '1.3'];

export function isAtLeast(version: TlsVersion, minimum: TlsVersion): boolean {
  return versions.indexOf(version) >= versions.indexOf(minimum);
}

function spelled(spellings: Readonly<Record<string, TlsVersion>>): Codec<TlsVersion> {
  return (value) => (typeof value === 'string' ? spellings[value.trim().toLowerCase()] : undefined);
}

const parameterSpelling = spelled({ '': 'any', tlsv1: '1.0', 'tlsv1.0': '1.0', 'tlsv1.1': '1.1', 'tlsv1.2': '1.2', 'tlsv1.3': '1.3' });

const singleSpelling = spelled({ tlsenforcementdisabled: 'any', tls1_0: '1.0', tls1_1: '1.1', tls1_2: '1.2' });

export const requireSecureTransport = documented('require_secure_transport', onOff);

export const minimumProtocolVersion = documented('ssl_min_protocol_version', parameterSpelling);

export const maximumProtocolVersion = documented('ssl_max_protocol_version', parameterSpelling);

export interface TlsFacts {
  /** Whether connections without TLS are refused. */
  readonly enforced: ParameterFacts<boolean>;
  /** The oldest version that is accepted. */
  readonly minimum: ParameterFacts<TlsVersion>;
  /** The newest version that is accepted; a Single Server knows no such limit. */
  readonly maximum: ParameterFacts<TlsVersion>;
}

/**
 * Reads how a server encrypts connections. A Flexible Server enforces TLS 1.2 unless told otherwise:
 * https://learn.microsoft.com/azure/postgresql/security/security-tls. Of a Single Server the documents give no default
 * for the enforcement in a template, and tools disagree with what the portal does, so that its absence is unknown; its
 * minimum is off unless set: https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.PostgreSQL.MinTLS.
 */
export function readTlsFacts(context: Context): TlsFacts {
  if (context.server.kind !== 'single') {
    return {
      enforced: readParameter(context, requireSecureTransport),
      minimum: readParameter(context, minimumProtocolVersion),
      maximum: readParameter(context, maximumProtocolVersion),
    };
  }
  const maximum: Fact<TlsVersion> = {
    kind: 'notApplicable',
    because: 'A Single Server has no highest TLS version.',
    at: inResource(context.server.resource.key),
  };
  return {
    enforced: [
      readServerSetting(context, ['properties', 'sslEnforcement'], {
        as: enabledOrDisabled,
        absent: { unknown: 'the template does not say it, and the service documents no default' },
      }),
    ],
    minimum: [
      readServerSetting(context, ['properties', 'minimalTlsVersion'], { as: singleSpelling, absent: { default: 'any' } }),
    ],
    maximum: [maximum],
  };
}
