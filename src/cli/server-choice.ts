import type { Values } from './command';
import { UsageError } from './command';

/** What a command line says about which servers it is for. */
export interface ServerChoice {
  /** Ids or names; none means all that can be read. */
  readonly subscriptions: readonly string[];
  readonly tenant?: string;
  readonly resourceGroup?: string;
  /** Resource ids or names; none means all. */
  readonly servers: readonly string[];
}

/** The options by which servers are chosen. */
export const serverChoiceParameters = {
  subscription: { type: 'string', multiple: true },
  tenant: { type: 'string' },
  'resource-group': { type: 'string' },
  server: { type: 'string', multiple: true },
} as const;

/** @throws UsageError where one of the options has an empty value. */
export function needValues(options: Readonly<Record<string, string | readonly string[] | undefined>>): void {
  const empty = Object.entries(options).find(([, value]) => value === '' || (Array.isArray(value) && value.includes('')));
  if (empty !== undefined) throw new UsageError(`--${empty[0]} needs a value.`);
}

/** Reads the options by which servers are chosen. @throws UsageError where one of them has an empty value. */
export function readServerChoice(values: Values<typeof serverChoiceParameters>): ServerChoice {
  const { subscription = [], server = [], tenant, 'resource-group': resourceGroup } = values;
  needValues({ subscription, server, tenant, 'resource-group': resourceGroup });
  return {
    subscriptions: subscription,
    ...(tenant === undefined ? {} : { tenant }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    servers: server,
  };
}
