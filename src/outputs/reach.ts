import type { Admission } from '../engine/reach/admit';
import type { Credential } from '../engine/reach/credentials';
import type { Gap, Way } from '../engine/reach/reach';
import type { Kind } from '../model/resource';
import { kindNames } from '../model/resource';
import type { TextRange } from './check-result';
import { printable } from './printable';

/** Where something is set: in a file, or in a live resource. */
export type ReachPlace =
  | { readonly file: string; readonly range: TextRange | null }
  | { readonly resource: string; readonly property: string };

type Placed<T extends { readonly at: unknown }> = Omit<T, 'at'> & { readonly place: ReachPlace };

/** From where one server can be reached, and with what. */
export interface ServerReach {
  readonly name: string;
  readonly kind: Kind;
  readonly place: ReachPlace;
  readonly ways: readonly Placed<Way>[];
  readonly gaps: readonly Gap[];
  readonly credentials: readonly Placed<Credential>[];
  /** About the address that was asked for; `null` where none was. */
  readonly admission: (Placed<Admission> & { readonly address: string }) | null;
}

export interface ReachResult {
  readonly version: 1;
  readonly servers: readonly ServerReach[];
  /** What could not be read, in sentences. */
  readonly problems: readonly string[];
}

/** What an answer about one address means. */
export const admissionWords: Readonly<Record<Admission['answer'], string>> = {
  yes: 'gets through',
  no: 'does not get through',
  unknown: 'cannot be told',
  'if-azure': 'gets through from Azure only',
};

const credentialNames = { password: 'password', entra: 'Microsoft Entra' } as const;

function placeText(place: ReachPlace): string {
  if ('resource' in place) return '';
  const start = place.range?.start;
  return start === undefined ? place.file : `${place.file}:${start.line}:${start.column}`;
}

/** Lines of a small table: what they are about, the answer, why, and where that is written. */
function row(about: string, answer: string, because: string, place = ''): string {
  return `  ${about.padEnd(6)}${[answer, because, place].filter((part) => part !== '').map(printable).join('  ')}`;
}

function lines({ name, kind, place, ways, gaps, credentials, admission }: ServerReach): string[] {
  const where = 'resource' in place ? place.resource : placeText(place);
  const nobody = ways.length + gaps.length === 0 ? [row('from', 'nowhere', 'No public endpoint lets anybody in, and no private way leads to it.')] : [];
  return [
    printable(`${name}  ${kindNames[kind]}  ${where}`),
    ...nobody,
    ...ways.map((way) => row('from', way.text, way.detail, placeText(way.place))),
    ...gaps.map(({ layer, because }) => row('from', 'not known', `${because}. (${layer})`)),
    ...credentials.map((one) => row('with', `${credentialNames[one.kind]}: ${one.accepted}`, one.text, placeText(one.place))),
    ...(admission === null ? [] : [row('', `${admission.address} ${admissionWords[admission.answer]}`, `${admission.because} (${admission.layer})`, placeText(admission.place))]),
    '',
  ];
}

/** Renders who can connect for people, one server after the other. */
export function formatReachText({ servers, problems }: ReachResult): string {
  const nothing = servers.length === 0 && problems.length === 0 ? ['No PostgreSQL server was found.', ''] : [];
  const body = [...servers.flatMap(lines), ...problems.map((problem) => printable(`problem  ${problem}`)), ...nothing];
  return `${body.join('\n').trimEnd()}\n`;
}

/** Renders it for other programs. `version` changes when a reader of an older one would go wrong. */
export const formatReachJson = (result: ReachResult): string => `${JSON.stringify(result, undefined, 2)}\n`;
