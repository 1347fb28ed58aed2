import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { planned } from '../plan';
import { parameterChanges, parameterState, parametersToChange, parametersWanted, parameterValue, wordsOf, type WantedParameter } from './parameters';
import type { Proposal } from './proposal';
import { whyNotOfClusters } from './read-only';

/** The classes that tell who gave rights to whom and who changed or dropped what. */
const classes = ['role', 'ddl', 'misc'];

/** The longest time for which Azure keeps log files on a server, in days. */
const longest = '7';

/** From PostgreSQL 18 the parameter is a set; these words log who has signed in. */
const tellingConnections = ['on', 'all', 'authentication', 'authorization'];

/** Puts words behind those of a list that is there, or says that the list was not read. */
function appended(subject: Subject, name: string, words: readonly string[]): WantedParameter | undefined {
  const value = parameterValue(subject, name);
  if (value === undefined) return undefined;
  const now = wordsOf(value).filter((word) => word !== 'none');
  return { name, value: [...now, ...words.filter((word) => !now.includes(word))].join(','), list: true };
}

/** Azure takes no class with a minus sign; a list that audits all needs nothing more. */
function auditedClasses(subject: Subject): WantedParameter | undefined {
  const value = parameterValue(subject, 'pgaudit.log');
  if (value === undefined) return undefined;
  const now = wordsOf(value);
  return now.includes('all') && !now.some((word) => word.startsWith('-')) ? { name: 'pgaudit.log', value, list: true } : appended(subject, 'pgaudit.log', classes);
}

interface Preset {
  readonly wanted: readonly WantedParameter[];
  /** The lists that could not be read, and so cannot be added to. */
  readonly unread: readonly string[];
}

function flexiblePreset(subject: Subject): Preset {
  const lists = {
    'azure.extensions': appended(subject, 'azure.extensions', ['pgaudit']),
    shared_preload_libraries: appended(subject, 'shared_preload_libraries', ['pgaudit']),
    'pgaudit.log': auditedClasses(subject),
  };
  const connections = parameterValue(subject, 'log_connections');
  const logged = connections !== undefined && wordsOf(connections).some((word) => tellingConnections.includes(word));
  return {
    unread: Object.entries(lists).flatMap(([name, list]) => (list === undefined ? [name] : [])),
    wanted: [
      ...Object.values(lists).filter((list) => list !== undefined),
      { name: 'pgaudit.log_client', value: 'off' },
      { name: 'pgaudit.log_level', value: 'log' },
      { name: 'pgaudit.log_parameter', value: 'off' },
      logged ? { name: 'log_connections', value: connections } : { name: 'log_connections', value: 'on' },
      { name: 'log_disconnections', value: 'on' },
      { name: 'logfiles.download_enable', value: 'on' },
      { name: 'logfiles.retention_days', value: longest },
    ],
  };
}

const singlePreset: Preset = {
  unread: [],
  wanted: [
    { name: 'log_connections', value: 'on' },
    { name: 'log_disconnections', value: 'on' },
    { name: 'log_checkpoints', value: 'on' },
    { name: 'log_retention_days', value: longest },
  ],
};

/**
 * Plans what an audit needs: who signed in, who changed rights and definitions, for as long as Azure keeps log files.
 * Lists are added to, never replaced; the order lets pgaudit be allowed before it is loaded.
 * https://learn.microsoft.com/azure/postgresql/security/security-audit
 */
export function planAuditLogging(subject: Subject): Proposal {
  const { server } = subject;
  const label = nameOf(server.resource);
  const fixed = whyNotOfClusters(server, 'its nodes have parameters of their own, which are fixed finding by finding');
  if (fixed !== undefined) return { refused: fixed };
  const { wanted, unread } = server.kind === 'single' ? singlePreset : flexiblePreset(subject);
  if (unread.length > 0) return { refused: `${unread.join(' and ')} of ${label} could not be read. A list that is not known cannot be added to, only replaced, so nothing is written.` };
  const open = parametersToChange(subject, wanted);
  if (open.length === 0) return { refused: `${label} audits and logs all of it already.` };
  const loads = open.some(({ name }) => name === 'shared_preload_libraries');
  return {
    plan: {
      title: `Switch audit logging on for ${label}`,
      detail: [
        'Tells afterwards who signed in and who changed roles, rights and definitions. What is set already stays.',
        ...(server.kind === 'flexible' ? ['pgaudit logs in the databases in which it is created. Creating it is offered once it is loaded; “Create Extension…” does it at any time.'] : []),
        'Log files take space of the server’s storage.',
      ],
      confirm: 'Switch On',
      changes: parameterChanges(subject, open),
      effects: loads ? [planned('safe', 'Nothing restarts now. pgaudit is loaded by a restart, which is offered afterwards as a step of its own; until then nothing is audited.')] : [],
      cutOff: [],
      state: (after) => parameterState({ ...subject, snapshot: after }, open),
      wanted: parametersWanted(open),
    },
  };
}
