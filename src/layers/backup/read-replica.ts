import { inResource } from '../../model/address';
import { text } from '../../model/fact';
import { settingOf } from '../../model/resource';
import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable, undecided } from '../../model/verdict';
import { readServerSetting } from '../server-setting';
import type { BackupFacts } from './facts';

/** A replica is a server of its own, which need not be among what was read. */
export const readReplica: Rule<BackupFacts> = {
  meta: {
    id: 'backup/read-replica',
    title: 'A server may have a replica to fall back on',
    brief: 'no read replica',
    severity: 'info',
    group: 'resilience',
    why: 'A replica in another region takes over sooner than a backup can be restored there.',
    condition:
      'Azure says that the server has no role in a replication. Of one that is called primary without a replica among the servers that were read nothing can be said.',
    sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers'],
    equivalents: { aprl: ['2ab85a67-26be-4ed2-a0bb-101b2513ec63'], 'review-checklist': ['31b67c67'] },
    catalogue: ['PGBAK006'],
    appliesTo: ['flexible'],
    surface: ['live'],
  },
  judge: (_, context) => {
    const { server, snapshot } = context;
    const role = readServerSetting(context, ['properties', 'replicationRole'], { as: text, absent: { unknown: 'Azure does not tell the role' } });
    const at = inResource(server.resource.key);
    return [
      combine({ role }, (values) => {
        const word = values.role.toLowerCase();
        if (word === 'none') return { verdict: 'fails', at, message: 'The server has no read replica.' };
        if (word !== 'primary') return notApplicable(at, 'The server is a replica itself.');
        const source = (id: unknown): boolean => typeof id === 'string' && id.toLowerCase() === server.resource.key.toLowerCase();
        const followed = snapshot.servers.some(({ resource }) => source(settingOf(resource, ['properties', 'sourceServerResourceId'])));
        return followed ? holds(at) : undecided(at, 'a replica is a server of its own, and none was read');
      }),
    ];
  },
};
