import { known } from '../../model/fact';
import { nameOf, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { readEntra } from '../../layers/entra/facts';
import { planned, type Danger } from '../plan';
import type { Evidence, SeenRole } from './evidence';
import { counted, listed } from './evidence';
import { parameterChanges, parameterState, parametersToChange, parametersWanted, type WantedParameter } from './parameters';
import type { Proposal } from './proposal';

/** New passwords are hashed first, so that nobody can set one meanwhile that is refused at once. */
const wanted: readonly WantedParameter[] = [
  { name: 'password_encryption', value: 'scram-sha-256' },
  { name: 'azure.accepted_password_auth_method', value: 'scram-sha-256', list: true },
];

interface LockedOut {
  readonly sentences: readonly string[];
  readonly danger?: Danger;
}

const confirm = 'Refuse MD5';

function unseen(label: string, why: string): LockedOut {
  const detail = `${why} Roles whose password is kept as MD5 cannot sign in any more. Their passwords have to be set anew first.`;
  return { sentences: [`Not known: ${detail}`], danger: { question: `Refuse MD5 on ${label} without having looked?`, detail, confirm } };
}

function lockedOut(subject: Subject, roles: Evidence<readonly SeenRole[]>): LockedOut {
  const label = nameOf(subject.server.resource);
  if ('notKnown' in roles) return unseen(label, roles.notKnown);
  const able = roles.seen.filter(({ canLogin }) => canLogin);
  const md5 = able.filter(({ signIn }) => signIn === 'md5').map(({ name }) => name);
  const unclear = able.filter(({ signIn }) => signIn === 'unknown' || signIn === 'password').map(({ name }) => name);
  const rest = unclear.length === 0 ? [] : [`Of ${counted(unclear.length, 'role')} it is not known how the password is kept: ${listed(unclear)}.`];
  if (md5.length === 0 && unclear.length === 0) return { sentences: [`Nobody: none of ${counted(able.length, 'role')} that can sign in has a password that is kept as MD5.`] };
  if (md5.length === 0) return { sentences: rest, danger: { question: `Refuse MD5 on ${label}?`, detail: rest.join(' '), confirm } };
  const login = settingOf(subject.server.resource, ['properties', 'administratorLogin']);
  const isOnlyWay = typeof login === 'string' && md5.includes(login) && known(readEntra(subject).entra) !== true;
  const only = isOnlyWay ? [`${login} is the administrator role, and Microsoft Entra authentication is not on: this closes the only way to administer the server until its password is reset in Azure.`] : [];
  const sentence = `${counted(md5.length, 'role')} with a password that is kept as MD5 cannot sign in any more: ${listed(md5)}. Set their passwords anew first.`;
  return {
    sentences: [sentence, ...only, ...rest],
    danger: { question: `Lock ${counted(md5.length, 'role')} out of ${label}?`, detail: [sentence, ...only].join(' '), confirm: `Lock ${counted(md5.length, 'Role')} Out` },
  };
}

/**
 * Plans that passwords are kept and proven by SCRAM only.
 * https://learn.microsoft.com/azure/postgresql/security/security-connect-scram
 * https://wiki.postgresql.org/wiki/List_of_drivers
 */
export function planScramOnly(subject: Subject, roles: Evidence<readonly SeenRole[]>): Proposal {
  const { server } = subject;
  const label = nameOf(server.resource);
  if (server.kind !== 'flexible') return { refused: `${label} is no Flexible Server: how passwords are proven cannot be chosen there.` };
  if (known(readEntra(subject).passwords) === false) return { refused: `${label} takes no passwords, so there is nothing to prove.` };
  const open = parametersToChange(subject, wanted);
  if (open.length === 0) return { refused: `${label} keeps and accepts passwords by SCRAM only already.` };
  const refusesMd5 = open.some(({ name }) => name !== 'password_encryption');
  const { sentences, danger } = refusesMd5 ? lockedOut(subject, roles) : { sentences: [], danger: undefined };
  return {
    plan: {
      title: `Accept SCRAM passwords only on ${label}`,
      detail: [
        'Passwords that are set from now on are kept by SCRAM.',
        ...(refusesMd5 ? ['Sign-in by MD5 is refused from then on. The server does not restart.'] : []),
        'Very old drivers know no SCRAM: libpq before 10, pgjdbc before 42.2.',
      ],
      confirm: 'Accept SCRAM Only',
      changes: parameterChanges(subject, open),
      effects: refusesMd5 ? [planned('interrupts', 'Roles whose password is kept as MD5 cannot sign in any more.')] : [],
      cutOff: sentences,
      ...(danger === undefined ? {} : { danger }),
      state: (after) => parameterState({ ...subject, snapshot: after }, wanted),
      wanted: parametersWanted(wanted),
    },
  };
}
