import type { Fact } from '../model/fact';
import { readSetting, word, type Reading } from '../model/fact';
import { inResource } from '../model/address';
import { insideTypes } from '../model/inside';
import type { FactLine } from '../model/layer';
import { nameOf, settingOf, type Resource } from '../model/resource';
import type { Context, Subject } from '../model/rule';
import type { Judgement } from '../model/verdict';
import { undecided } from '../model/verdict';
import { isList } from '../model/value';
import { trueOrFalse, wholeNumber } from './derived-fact';

export const notConnected = 'nobody has connected to a database';

const signIns = ['entra', 'scram', 'md5', 'password', 'none'] as const;

/** A role as somebody saw it who had connected. */
export interface RoleFacts {
  readonly resource: Resource;
  readonly name: string;
  readonly canLogin: boolean;
  readonly signIn: Fact<(typeof signIns)[number]>;
  /** SUPERUSER, CREATEROLE and the like, as SQL calls them. */
  readonly attributes: readonly string[];
  readonly memberOf: readonly string[];
  /** -1 for no limit. */
  readonly connectionLimit: number;
  readonly validUntil: string | undefined;
  readonly owns: number;
}

export interface DatabaseFacts {
  readonly resource: Resource;
  readonly name: string;
  readonly extensions: Fact<readonly string[]>;
  readonly publicCreates: Fact<boolean>;
}

export interface SessionFacts {
  readonly resource: Resource;
  readonly role: string;
  readonly database: string;
  readonly address: string | undefined;
  readonly application: string;
  readonly tls: string;
  readonly count: number;
}

/** What a connection to a database told. */
export interface InsideFacts {
  readonly reading: Resource;
  readonly readAt: string;
  readonly readAs: string;
  readonly hiddenSessions: number;
  readonly roles: readonly RoleFacts[];
  readonly databases: readonly DatabaseFacts[];
  readonly sessions: readonly SessionFacts[];
}

const required = <T>(as: Reading<T>['as']): Reading<T> => ({ as, absent: { unknown: 'it was not read' } });

const texts = (value: unknown): readonly string[] => (isList(value as never) ? (value as readonly unknown[]).filter((one) => typeof one === 'string') : []);

const attributeNames = { superuser: 'SUPERUSER', createRole: 'CREATEROLE', createDatabase: 'CREATEDB', replication: 'REPLICATION', bypassRls: 'BYPASSRLS' } as const;

const property = (resource: Resource, name: string): unknown => settingOf(resource, ['properties', name]);
const textOf = (resource: Resource, name: string): string => {
  const value = property(resource, name);
  return typeof value === 'string' ? value : '';
};
const numberOf = (resource: Resource, name: string, absent: number): number => wholeNumber(settingOf(resource, ['properties', name]) ?? absent) ?? absent;

function roleOf(resource: Resource): RoleFacts {
  return {
    resource,
    name: nameOf(resource),
    canLogin: property(resource, 'canLogin') === true,
    signIn: readSetting(resource, ['properties', 'signIn'], required(word(...signIns))),
    attributes: Object.entries(attributeNames).flatMap(([name, spelled]) => (property(resource, name) === true ? [spelled] : [])),
    memberOf: texts(property(resource, 'memberOf')),
    connectionLimit: numberOf(resource, 'connectionLimit', -1),
    validUntil: textOf(resource, 'validUntil') || undefined,
    owns: numberOf(resource, 'owns', 0),
  };
}

const databaseOf = (resource: Resource): DatabaseFacts => ({
  resource,
  name: nameOf(resource),
  extensions: readSetting(resource, ['properties', 'extensions'], required((value) => (isList(value) ? texts(value) : undefined))),
  publicCreates: readSetting(resource, ['properties', 'publicCreates'], required(trueOrFalse)),
});

const sessionOf = (resource: Resource): SessionFacts => ({
  resource,
  role: textOf(resource, 'role'),
  database: textOf(resource, 'database'),
  address: textOf(resource, 'address') || undefined,
  application: textOf(resource, 'application'),
  tls: textOf(resource, 'tls'),
  count: numberOf(resource, 'count', 1),
});

/** Reads what a connection told; nothing where there was none. */
export function readInside({ snapshot, server: { resource } }: Subject): InsideFacts | undefined {
  const of = (type: string): readonly Resource[] => snapshot.children(resource.key, type).items;
  const [reading] = of(insideTypes.reading);
  if (reading === undefined) return undefined;
  return {
    reading,
    readAt: textOf(reading, 'readAt'),
    readAs: textOf(reading, 'readAs'),
    hiddenSessions: numberOf(reading, 'hiddenSessions', 0),
    roles: of(insideTypes.role).map(roleOf),
    databases: of(insideTypes.database).map(databaseOf),
    sessions: of(insideTypes.session).map(sessionOf),
  };
}

/** Judges what a connection told; without one nothing can be decided. */
export function judgeInside(inside: InsideFacts | undefined, { server }: Context, judge: (inside: InsideFacts) => readonly Judgement[]): readonly Judgement[] {
  return inside === undefined ? [undecided(inResource(server.resource.key), notConnected)] : judge(inside);
}

/** A line about something inside a server that nobody has connected to. */
export const notConnectedLine = (title: string, { resource }: { readonly resource: Resource }): FactLine => ({
  title,
  text: `not read: ${notConnected}`,
  state: 'unknown',
  at: inResource(resource.key),
  needsConnection: true,
});

/** When something was read and by whom, as people read it. */
export const readWords = ({ readAt, readAs }: InsideFacts): string => `read ${readAt.slice(0, 16).replace('T', ' ')} UTC as ${readAs}`;

