import type { RuleMeta } from '../../model/rule';
import type { RuleSettings } from '../../model/settings';
import { defaultSettings } from '../../model/settings';
import { profiles } from '../profile';
import { suppressionRules } from '../suppression-rules';
import type { ListSchema, NumberSchema, ObjectSchema, Schema, TextSchema } from './schema';

const days = (description: string, fallback: number): NumberSchema => ({
  type: 'integer',
  minimum: 1,
  maximum: 36500,
  default: fallback,
  description,
});

const words = (description: string): ListSchema => ({
  type: 'array',
  items: { type: 'string', minLength: 1, maxLength: 200 },
  description,
});

/** One entry for each setting of the rules; the compiler sees to it that none is missing. */
const settings: Readonly<Record<keyof RuleSettings, Schema>> = {
  broadRange: {
    type: 'integer',
    minimum: 1,
    maximum: 2 ** 32,
    default: defaultSettings.broadRange,
    description: 'How many public addresses one firewall rule may let in before it counts as broad.',
  },
  backupRetentionDays: days('How many days at least a server should be restorable.', defaultSettings.backupRetentionDays),
  logRetentionDays: days('How many days at least log files should stay on the server.', defaultSettings.logRetentionDays),
  alertRetentionDays: days('How many days at least the records of threat detection should be kept.', defaultSettings.alertRetentionDays),
  serverNames: words('What names of servers look like; * stands for any text. Unset, names are not judged.'),
  administratorGroupNames: words('What names of Microsoft Entra groups that administer servers look like; * stands for any text.'),
  personalRuleNames: words('What names of firewall rules that are for one person look like; * stands for any text.'),
  requiredTags: words('The tags that a server must have; an empty list asks for any tag at all.'),
  allowedSkus: words('The tiers and sizes that servers may have, such as Burstable or Standard_D4ds_v5.'),
  requiredParameters: {
    type: 'object',
    additionalProperties: { type: 'string', maxLength: 2000 },
    description: 'The values that PostgreSQL parameters must have, by their names.',
  },
};

const level: TextSchema = {
  type: 'string',
  enum: ['error', 'warning', 'info', 'off'],
  description: 'The level of the rule, or off.',
};

function suppression(rules: readonly RuleMeta[]): ObjectSchema {
  return {
    type: 'object',
    required: ['resource', 'rule', 'owner', 'reason', 'expires'],
    additionalProperties: false,
    properties: {
      resource: {
        type: 'string',
        pattern: '^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[^/\\s]+/[Rr][Ee][Ss][Oo][Uu][Rr][Cc][Ee][Gg][Rr][Oo][Uu][Pp][Ss]/[^/]+/[^/]+(/[^/]+)+$',
        patternErrorMessage: 'a resource id begins with /subscriptions/ and names a resource',
        description: 'The resource id of a server in Azure, or of a part of it such as a firewall rule. It holds for everything below.',
      },
      rule: { type: 'string', enum: rules.map(({ id }) => id), description: 'The rule that is silent there.' },
      owner: { type: 'string', minLength: 1, maxLength: 200, description: 'Who answers for the exception.' },
      reason: { type: 'string', minLength: 1, maxLength: 2000, description: 'Why the exception is right.' },
      expires: { type: 'string', format: 'date', description: 'The last day on which the exception holds, such as 2027-03-31.' },
    },
  };
}

/**
 * What a configuration file may say: the one definition that the JSON schema for editors, the validation and the
 * documentation are made of.
 * @param rules all rules there are.
 */
export function configurationSchema(rules: readonly RuleMeta[]): ObjectSchema {
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      profile: {
        type: 'string',
        enum: profiles,
        enumDescriptions: [
          'Exposed, leaked, retired or broken; what wants action this week; and choices worth knowing.',
          'Also preferences: public access, password sign-in and single-user administrators weigh more.',
          'Also backup, geo-redundancy and availability.',
          'Everything that the product knows.',
        ],
        default: 'recommended',
        description: 'Which rules speak.',
      },
      rules: {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries([
          ...rules.map(({ id, title }): [string, Schema] => [id, { ...level, description: `${title}.` }]),
          ...suppressionRules.map(({ id, title }): [string, Schema] => [id, { ...level, description: `${title}.` }]),
        ]),
        description: 'Rules whose level is not that of the profile.',
      },
      settings: { type: 'object', additionalProperties: false, properties: settings, description: 'Thresholds, and what your organisation asks for.' },
      ignore: {
        type: 'array',
        items: { type: 'string', format: 'file-pattern' },
        description: 'Files that are not checked, relative to this file: *, ** and ? stand for parts of names, any folders and one character.',
      },
      suppressions: { type: 'array', items: suppression(rules), description: 'Exceptions for servers in Azure. In templates, write them where they hold.' },
    },
  };
}
