import { known } from '../../model/fact';
import { nameOf, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { readEntra } from '../../layers/entra/facts';
import { cutOff, type ConnectedClients } from '../connected-clients';
import { cutOffWords } from '../cut-off-words';
import { planned, type Danger } from '../plan';
import { parameterChanges, parameterState, parametersToChange, parametersWanted, type WantedParameter } from './parameters';
import type { Proposal } from './proposal';

/** New passwords are hashed first, so that nobody can set one meanwhile that is refused at once. */
const wanted: readonly WantedParameter[] = [
  { name: 'password_encryption', value: 'scram-sha-256' },
  { name: 'azure.accepted_password_auth_method', value: 'scram-sha-256', list: true },
];

const confirm = 'Refuse MD5';

/** What is asked a second time: who is locked out, or that nobody can tell. */
function dangerOf(subject: Subject, clients: ConnectedClients | undefined): Danger | undefined {
  const { resource } = subject.server;
  const label = nameOf(resource);
  const locked = 'Roles whose password is kept as MD5 cannot sign in until it is set anew.';
  if (clients === undefined) return { question: `Refuse MD5 on ${label} without having looked?`, detail: `Nobody has looked how passwords are kept. ${locked}`, confirm };
  const { roles, unclear } = cutOff(clients, { what: 'md5' });
  const vague = unclear.length === 0 ? '' : ` Of ${unclear.length === 1 ? 'one role' : `${unclear.length} roles`} nobody could tell.`;
  if (roles.length === 0) return unclear.length === 0 ? undefined : { question: `Refuse MD5 on ${label}?`, detail: `${vague.trim()} ${locked}`, confirm };
  const login = settingOf(resource, ['properties', 'administratorLogin']);
  const isOnlyWay = typeof login === 'string' && roles.includes(login) && known(readEntra(subject).entra) !== true;
  const only = isOnlyWay ? ` ${login} is the administrator role, and Microsoft Entra authentication is not on: this closes the only way to administer the server until that password is reset in Azure.` : '';
  const count = roles.length === 1 ? 'one role' : `${roles.length} roles`;
  return { question: `Lock ${count} out of ${label}?`, detail: `${locked}${only}${vague}`, confirm: `Lock ${roles.length === 1 ? 'One Role' : `${roles.length} Roles`} Out` };
}

/**
 * Plans that passwords are kept and proven by SCRAM only.
 * https://learn.microsoft.com/azure/postgresql/security/security-connect-scram
 * https://wiki.postgresql.org/wiki/List_of_drivers
 */
export function planScramOnly(subject: Subject, clients: ConnectedClients | undefined): Proposal {
  const { server } = subject;
  const label = nameOf(server.resource);
  if (server.kind !== 'flexible') return { refused: `${label} is no Flexible Server: how passwords are proven cannot be chosen there.` };
  if (known(readEntra(subject).passwords) === false) return { refused: `${label} takes no passwords, so there is nothing to prove.` };
  const open = parametersToChange(subject, wanted);
  if (open.length === 0) return { refused: `${label} keeps and accepts passwords by SCRAM only already.` };
  const refusesMd5 = open.some(({ name }) => name !== 'password_encryption');
  const danger = refusesMd5 ? dangerOf(subject, clients) : undefined;
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
      cutOff: refusesMd5 ? cutOffWords(clients, { what: 'md5' }) : [],
      ...(danger === undefined ? {} : { danger }),
      state: (after) => parameterState({ ...subject, snapshot: after }, wanted),
      wanted: parametersWanted(wanted),
    },
  };
}
