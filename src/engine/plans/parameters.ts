import type { Change } from '../../model/fix';
import { configurationType, parameterChange } from '../../model/fix';
import { settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';

/** A parameter and what a plan makes of it. */
export interface WantedParameter {
  readonly name: string;
  readonly value: string;
  /** Whether the value is a list of words, in which Azure keeps no order. */
  readonly list?: true;
}

/** What Azure says that a parameter is, or nothing where it was not read. */
export function parameterValue({ snapshot, server }: Subject, name: string): string | undefined {
  const { items } = snapshot.children(server.resource.key, configurationType(server) ?? '');
  const child = items.find((item) => typeof item.name === 'string' && item.name.toLowerCase() === name.toLowerCase());
  if (child === undefined) return undefined;
  const value = settingOf(child, ['properties', 'value']) ?? settingOf(child, ['properties', 'defaultValue']) ?? '';
  return typeof value === 'string' ? value : undefined;
}

export const wordsOf = (list: string): readonly string[] => list.split(',').map((word) => word.trim().toLowerCase()).filter((word) => word !== '');

function spelled(value: string, list: true | undefined): string {
  if (list === true) return [...wordsOf(value)].sort((a, b) => a.localeCompare(b)).join(',') || '(none)';
  return value === '' ? '(empty)' : value.toLowerCase();
}

const line = (name: string, value: string): string => `${name} = ${value}`;

/** What a snapshot says of the parameters of a plan, in words. */
export function parameterState(subject: Subject, wanted: readonly WantedParameter[]): string {
  return wanted
    .map(({ name, list }) => {
      const value = parameterValue(subject, name);
      return line(name, value === undefined ? 'not read' : spelled(value, list));
    })
    .join(', ');
}

/** What `parameterState` says once all of them are as wanted. */
export const parametersWanted = (wanted: readonly WantedParameter[]): string =>
  wanted.map(({ name, value, list }) => line(name, spelled(value, list))).join(', ');

/** Those that are not as wanted yet, one not read included. */
export function parametersToChange(subject: Subject, wanted: readonly WantedParameter[]): readonly WantedParameter[] {
  return wanted.filter(({ name, value, list }) => {
    const now = parameterValue(subject, name);
    return now === undefined || spelled(now, list) !== spelled(value, list);
  });
}

export function parameterChanges({ snapshot, server }: Subject, wanted: readonly WantedParameter[]): readonly Change[] {
  return wanted.flatMap(({ name, value }) => parameterChange(snapshot, server, name, value) ?? []);
}
