import { inResource } from '../../model/address';
import type { ExtensionNeed } from '../../model/layer';
import type { Resource } from '../../model/resource';
import { nameOf, sameType, settingOf } from '../../model/resource';
import type { Context, Rule } from '../../model/rule';
import { holds, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import type { Around } from '../around';
import { textAt } from '../around';
import { exampleServer } from '../example';
import type { BackupFacts } from './facts';

export const locksNeed: ExtensionNeed = { extension: 'Microsoft.Authorization/locks', of: ['flexible', 'single', 'cluster'] };

/** Locks of the server and of what it lies in. */
export const locks: Around = {
  type: locksNeed.extension,
  title: 'Locks',
  none: 'none',
  words: (lock) => `${nameOf(lock)} (${textAt(lock, ['properties', 'level'])})`,
};

const server = exampleServer('flexible', ["version: '17'"]);
const lock = [
  "resource lock 'Microsoft.Authorization/locks@2020-05-01' = {",
  "  name: 'keep'",
  '  scope: server',
  '  properties: {',
  "    level: 'CanNotDelete'",
  '  }',
  '}',
];

/** The locks of the server, and in a template those of the resource group, which have no scope. */
function locksOf({ server: { resource }, snapshot }: Context): readonly Resource[] {
  const own = snapshot.children(resource.key, locksNeed.extension).items;
  const around = snapshot.resources.filter(({ type, parent }) => parent === undefined && sameType(type, locksNeed.extension));
  return [...own, ...around];
}

/** There is no fix as data: a lock is no child of the server. */
export const deleteLock: Rule<BackupFacts> = {
  meta: {
    id: 'backup/delete-lock',
    title: 'A server should be locked against deletion',
    brief: 'no lock against deletion',
    severity: 'low',
    group: 'resilience',
    why: 'A server that is deleted by mistake takes its backups with it within days.',
    condition: 'Neither the server nor its resource group has a lock of the level CanNotDelete or ReadOnly.',
    sources: ['https://learn.microsoft.com/azure/postgresql/configure-maintain/how-to-enable-deletion-protection'],
    equivalents: {},
    catalogue: ['PGBAK007'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: { failing: server, passing: [server, '', ...lock].join('\n') },
  },
  judge: (_, context) => {
    const { resource } = context.server;
    const at = inResource(resource.key);
    const { complete } = context.snapshot.children(resource.key, locksNeed.extension);
    let open = complete === true ? undefined : complete.because;
    for (const one of locksOf(context)) {
      const level = settingOf(one, ['properties', 'level']);
      if (isUnknown(one.when)) open = one.when.because;
      else if (isUnknown(level)) open = level.because;
      else if (typeof level === 'string' && /^(?:cannotdelete|readonly)$/i.test(level)) return [holds(inResource(one.key))];
    }
    if (open !== undefined) return [undecided(at, open)];
    return [{ verdict: 'fails', at, message: 'No lock keeps the server from being deleted.' }];
  },
};
