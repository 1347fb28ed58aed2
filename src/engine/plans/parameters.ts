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

/** Azure keeps no order in lists, and takes words in any case. */
function isAsWanted(value: string, { value: wanted, list }: WantedParameter): boolean {
  if (list !== true) return value.toLowerCase() === wanted.toLowerCase();
  const sorted = (text: string): string => [...wordsOf(text)].sort((a, b) => a.localeCompare(b)).join();
  return sorted(value) === sorted(wanted);
}

const line = (name: string, value: string): string => `${name} = ${value === '' ? '(empty)' : value}`;

/** What a snapshot says of the parameters of a plan, in words; as the plan spells it where it means the same. */
export function parameterState(subject: Subject, wanted: readonly WantedParameter[]): string {
  return wanted
    .map((one) => {
      const value = parameterValue(subject, one.name);
      return line(one.name, value === undefined ? 'not read' : isAsWanted(value, one) ? one.value : value);
    })
    .join(', ');
}

/** What `parameterState` says once all of them are as wanted. */
export const parametersWanted = (wanted: readonly WantedParameter[]): string => wanted.map(({ name, value }) => line(name, value)).join(', ');

/** Those that are not as wanted yet, one not read included. */
export function parametersToChange(subject: Subject, wanted: readonly WantedParameter[]): readonly WantedParameter[] {
  return wanted.filter((one) => {
    const now = parameterValue(subject, one.name);
    return now === undefined || !isAsWanted(now, one);
  });
}

export function parameterChanges({ snapshot, server }: Subject, wanted: readonly WantedParameter[]): readonly Change[] {
  return wanted.flatMap(({ name, value }) => parameterChange(snapshot, server, name, value) ?? []);
}
