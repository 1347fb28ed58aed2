import { inResource } from '../../model/address';
import type { Reading } from '../../model/fact';
import { readSetting } from '../../model/fact';
import { configurationType } from '../../model/fix';
import { nameOf } from '../../model/resource';
import type { Rule } from '../../model/rule';
import { holds, judgeFact, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import { trueOrFalse } from '../derived-fact';
import type { AuditFacts } from './facts';

const waitingPath = ['properties', 'isConfigPendingRestart'] as const;
const waitingReading: Reading<boolean> = { as: trueOrFalse, absent: { default: false } };

/** Of a live server only the parameters that some rule asks for are read, and all of these matter to security. */
export const pendingRestart: Rule<AuditFacts> = {
  meta: {
    id: 'audit/pending-restart',
    title: 'Changes of parameters must not wait for a restart',
    brief: 'a change waits for a restart',
    severity: 'medium',
    group: 'warning',
    why: 'The setting looks right everywhere, while the server still runs with the one that it had before.',
    condition: 'Azure says of a parameter that matters to security that its value waits for a restart (isConfigPendingRestart).',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/server-parameters/concepts-server-parameters',
      'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers',
    ],
    equivalents: {},
    catalogue: ['PGLOG022'],
    appliesTo: ['flexible'],
    surface: ['live'],
  },
  judge: (_, { server, snapshot }) => {
    const { key } = server.resource;
    const { items, complete } = snapshot.children(key, configurationType(server) ?? '');
    if (items.length === 0) return isUnknown(complete) ? [undecided(inResource(key), complete.because)] : [];
    return items.map((item) => {
      const waiting = readSetting(item, waitingPath, waitingReading);
      return judgeFact(waiting, (isWaiting) =>
        isWaiting
          ? {
              verdict: 'fails',
              at: inResource(item.key),
              message: `The value of ${nameOf(item)} takes effect only after a restart of the server.`,
              fix: { title: 'Restart the server', effect: 'restart', changes: [{ kind: 'action', resource: key, action: 'restart' }] },
            }
          : holds(inResource(item.key)),
      );
    });
  },
};
