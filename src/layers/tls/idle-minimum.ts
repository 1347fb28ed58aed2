import { inResource } from '../../model/address';
import { settingOf } from '../../model/resource';
import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleServer } from '../example';
import type { TlsFacts } from './facts';
import { singleTemplateReference, singleTlsDocumentation } from './sources';

const path = ['properties', 'minimalTlsVersion'] as const;

const example = (enforcement: string): string =>
  exampleServer('single', ["version: '11'", "createMode: 'Default'", `sslEnforcement: '${enforcement}'`, "minimalTlsVersion: 'TLS1_2'"]);

export const idleMinimum: Rule<TlsFacts> = {
  meta: {
    id: 'tls/idle-minimum',
    title: 'A minimum TLS version needs TLS to be enforced',
    brief: 'minimum TLS version without effect',
    severity: 'medium',
    group: 'strict',
    why: 'The minimum seems to protect connections, while those without TLS are accepted all the same.',
    condition: 'minimalTlsVersion of a Single Server is set to a version while sslEnforcement is Disabled.',
    sources: [singleTlsDocumentation, singleTemplateReference],
    equivalents: {},
    catalogue: ['PGTLS008'],
    appliesTo: ['single'],
    surface: ['template', 'live'],
    examples: { failing: example('Disabled'), passing: example('Enabled') },
  },
  judge: ({ enforced: [enforced], minimum: [minimum] }, { server }) => {
    const at = inResource(server.resource.key, ...path);
    if (settingOf(server.resource, path) === undefined) return [notApplicable(at, 'No minimum is set.')];
    return [
      combine({ minimum, enforced }, (values) => {
        if (values.minimum === 'any') return notApplicable(at, 'No minimum is set.');
        if (values.enforced) return holds(at);
        return {
          verdict: 'fails',
          at,
          message: `The minimum of TLS ${values.minimum} has no effect: sslEnforcement is Disabled.`,
          related: [{ at: enforced.at, message: 'TLS is not enforced here.' }],
          ...(enforced.at.in === 'resource'
            ? { fix: { title: 'Enforce TLS', effect: 'interrupts', changes: [{ kind: 'set', at: enforced.at, value: 'Enabled' }] } }
            : {}),
        };
      }),
    ];
  },
};
