import type { Rule } from '../../model/rule';
import { combine, holds } from '../../model/verdict';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { TlsFacts } from './facts';
import { isAtLeast, maximumProtocolVersion } from './facts';
import { sslParameterReference } from './sources';

export const versionRange: Rule<TlsFacts> = {
  meta: {
    id: 'tls/version-range',
    title: 'The minimum TLS version must not be above the maximum',
    brief: 'no TLS version is left',
    severity: 'medium',
    group: 'error',
    why: 'Between a minimum and a lower maximum there is no version that a client could use, so that nobody can connect.',
    condition:
      'ssl_min_protocol_version is newer than ssl_max_protocol_version. Absent, the minimum is TLSv1.2 and there is no maximum.',
    sources: [sslParameterReference, 'https://www.postgresql.org/docs/current/runtime-config-connection.html'],
    equivalents: {},
    catalogue: ['PGTLS007'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    supersedes: ['tls/maximum-version'],
    examples: {
      failing: exampleParameters({ ssl_min_protocol_version: 'TLSv1.3', ssl_max_protocol_version: 'TLSv1.2' }),
      passing: exampleParameters({ ssl_min_protocol_version: 'TLSv1.3', ssl_max_protocol_version: 'TLSv1.3' }),
    },
  },
  judge: (facts, context) =>
    facts.maximum.flatMap((maximum) =>
      facts.minimum.map((minimum) =>
        combine({ maximum, minimum }, (values) => {
          const { at } = maximum;
          if (values.maximum === 'any' || isAtLeast(values.maximum, values.minimum)) return holds(at);
          const fix = parameterFix(at, context, {
            title: 'Accept TLS 1.3',
            name: maximumProtocolVersion.name,
            value: 'TLSv1.3',
            effect: 'safe',
          });
          return {
            verdict: 'fails',
            at,
            message: `Nobody can connect: the newest TLS version is ${values.maximum} and the oldest is ${values.minimum}.`,
            related: [{ at: minimum.at, message: 'The oldest version is set here.' }],
            ...(fix === undefined ? {} : { fix }),
          };
        }),
      ),
    ),
};
