import type { ParameterState, ServerKind } from './fleet';
import type { JsonObject } from './message';

/** A server parameter as the service describes it. */
export interface Parameter {
  readonly name: string;
  readonly dataType: 'Boolean' | 'Integer' | 'Numeric' | 'Enumeration' | 'Set' | 'String';
  readonly defaultValue: string;
  /** A list (`on,off`), a range (`1-7`) or, for String, a regular expression. */
  readonly allowedValues: string;
  readonly description: string;
  readonly isReadOnly: boolean;
  /** False where a new value takes effect only after a restart. */
  readonly isDynamicConfig: boolean;
}

/** Says whether the service would take this value. Case does not matter for words, as templates write both `on` and `ON`. */
export function isAllowed(parameter: Parameter, value: string): boolean {
  const { allowedValues, dataType } = parameter;
  switch (dataType) {
    case 'String':
      return new RegExp(`^(?:${allowedValues})$`).test(value);
    case 'Integer':
    case 'Numeric':
      return isInRange(value, allowedValues, dataType === 'Integer');
    case 'Set':
      return value.split(',').every((word) => isListed(word.trim(), allowedValues));
    case 'Boolean':
    case 'Enumeration':
      return isListed(value, allowedValues);
  }
}

function isListed(word: string, list: string): boolean {
  return list.split(',').some((allowed) => allowed.trim().toLowerCase() === word.toLowerCase());
}

function isInRange(value: string, range: string, whole: boolean): boolean {
  if (!/^-?\d+(?:\.\d+)?$/.test(value)) return false;
  const number = Number(value);
  if (whole && !Number.isInteger(number)) return false;
  const [, minimum, maximum] = /^(-?[\d.]+)-(-?[\d.]+)$/.exec(range) ?? [];
  if (minimum === undefined || maximum === undefined) return value === range;
  return number >= Number(minimum) && number <= Number(maximum);
}

/** Writes the properties of one configuration, as the service answers them for this kind of server. */
export function parameterProperties(parameter: Parameter, state: ParameterState | undefined, kind: ServerKind): JsonObject {
  const { isReadOnly, isDynamicConfig, defaultValue, dataType, allowedValues, description } = parameter;
  const common = {
    value: state?.value ?? defaultValue,
    description,
    defaultValue,
    dataType,
    allowedValues,
    source: state?.source ?? 'system-default',
  };
  if (kind === 'single') return common;
  return { ...common, isDynamicConfig, isReadOnly, isConfigPendingRestart: state?.pendingRestart ?? false };
}
