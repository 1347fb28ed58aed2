import type { RuleMeta } from '../../model/rule';
import { configurationSchema } from './definition';
import type { Schema } from './schema';

/** What editors know under other names, and what only our validation looks at. */
function portable(schema: Schema): object {
  switch (schema.type) {
    case 'object': {
      const { properties = {}, additionalProperties, ...rest } = schema;
      return {
        ...rest,
        properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, portable(value)])),
        additionalProperties: additionalProperties === false ? false : portable(additionalProperties),
      };
    }
    case 'array':
      return { ...schema, items: portable(schema.items) };
    case 'string': {
      const { format, ...rest } = schema;
      return format === 'date' ? { ...rest, format } : rest;
    }
    case 'integer':
      return schema;
  }
}

/** The JSON schema of the configuration file: what editors complete and explain. */
export function jsonSchema(rules: readonly RuleMeta[]): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'PostgreSQL Security for Azure',
    ...portable(configurationSchema(rules)),
    allowComments: true,
    allowTrailingCommas: true,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
