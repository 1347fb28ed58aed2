/** The parts of JSON Schema that describe the configuration file, for editors and for `validate` alike. */
export type Schema = ObjectSchema | ListSchema | TextSchema | NumberSchema;

interface Described {
  readonly description?: string;
}

export interface ObjectSchema extends Described {
  readonly type: 'object';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** What every other property is; `false` where there may be none. */
  readonly additionalProperties: Schema | false;
}

export interface ListSchema extends Described {
  readonly type: 'array';
  readonly items: Schema;
}

export interface TextSchema extends Described {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** What the text must be, where no pattern says it: a day of the calendar, or a pattern of files. */
  readonly format?: 'date' | 'file-pattern';
  /** What to write instead, where the text is none of these: shown by editors too. */
  readonly patternErrorMessage?: string;
  readonly default?: string;
}

export interface NumberSchema extends Described {
  readonly type: 'integer';
  readonly minimum: number;
  readonly maximum: number;
  readonly default?: number;
}
