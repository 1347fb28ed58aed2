import { parameterOf } from '../../model/reasons';
import { settingOf } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import type { Value } from '../../model/value';
import { casesOf, isUnknown } from '../../model/value';

/** Shorter texts turn up by chance. */
const shortest = 6;

/** The passwords of the servers in a template: their texts where they are written, and which parameters they come from. */
export interface DatabaseSecrets {
  readonly texts: ReadonlySet<string>;
  readonly reasons: ReadonlySet<string>;
}

function addTo(texts: Set<string>, reasons: Set<string>, value: Value | undefined): void {
  if (typeof value === 'string' && value.length >= shortest) texts.add(value);
  if (!isUnknown(value)) return;
  // Two values with a reason that names a parameter come from there. Others, as "keys are read", say less.
  if (parameterOf(value.because) !== undefined) reasons.add(value.because);
  for (const option of casesOf(value)) addTo(texts, reasons, option);
}

export function databaseSecrets({ servers }: Snapshot): DatabaseSecrets {
  const [texts, reasons] = [new Set<string>(), new Set<string>()];
  for (const { resource } of servers) addTo(texts, reasons, settingOf(resource, ['properties', 'administratorLoginPassword']));
  return { texts, reasons };
}

/** Whether a value is such a password, or holds one. */
export function holdsSecret(value: Value | undefined, secrets: DatabaseSecrets): boolean {
  if (typeof value === 'string') return secrets.texts.has(value);
  if (!isUnknown(value)) return false;
  return secrets.reasons.has(value.because) || [...(value.pieces ?? []), ...casesOf(value)].some((part) => holdsSecret(part, secrets));
}

/** Whether any part of an unknown value is kept secret. */
export function isSensitive(value: Value | undefined): boolean {
  return isUnknown(value) && (value.sensitive === true || value.pieces?.some(isSensitive) === true);
}
