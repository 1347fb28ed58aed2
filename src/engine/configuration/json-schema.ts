import type { RuleMeta } from '../../model/rule';
import { configurationSchema } from './definition';
import type { Schema } from './schema';

/**
 * Describes without refusing: what does not hold is told by our own validation, which says what is meant instead, and
 * nobody wants to read it twice.
 */
function described(schema: Schema): object {
  const { description } = schema;
  const words = description === undefined ? {} : { description };
  switch (schema.type) {
    case 'object': {
      const { properties = {}, additionalProperties } = schema;
      const members = Object.entries(properties).map(([key, value]): [string, object] => [key, described(value)]);
      return { ...words, type: 'object', properties: Object.fromEntries(members), additionalProperties: additionalProperties === false ? true : described(additionalProperties) };
    }
    case 'array':
      return { ...words, type: 'array', items: described(schema.items) };
    case 'string': {
      const { enum: choices, enumDescriptions, default: fallback } = schema;
      const value = fallback === undefined ? {} : { default: fallback };
      if (choices === undefined) return { ...words, ...value };
      return { ...words, ...value, anyOf: [{ enum: choices, ...(enumDescriptions === undefined ? {} : { enumDescriptions }) }, {}] };
    }
    case 'integer':
      return schema.default === undefined ? words : { ...words, default: schema.default };
  }
}

/** The JSON schema of the configuration file: what editors complete and explain. */
export function jsonSchema(rules: readonly RuleMeta[]): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'PostgreSQL Security for Azure',
    ...described(configurationSchema(rules)),
    allowComments: true,
    allowTrailingCommas: true,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
