import type { Kind, Resource, Server } from '../../../src/model/resource';
import type { Context } from '../../../src/model/rule';
import type { RuleSettings } from '../../../src/model/settings';
import type { Declaration } from '../../../src/model/snapshot';
import type { Unknown, Value, ValueObject } from '../../../src/model/value';
import { serverTypes } from '../../../src/model/resource';
import { defaultSettings } from '../../../src/model/settings';
import { createSnapshot } from '../../../src/model/snapshot';
import { unknown } from '../../../src/model/value';

/** A child of the server; without a name it is called after its position. */
export interface ChildParts {
  readonly name?: string | Unknown;
  readonly properties?: ValueObject | Unknown;
  readonly existing?: boolean;
  readonly when?: true | Unknown;
}

/** What makes one server of a test differ from an empty one. */
export interface ServerParts {
  readonly properties?: Readonly<Record<string, Value>>;
  /** The body beside `properties`: location, sku, identity … */
  readonly body?: Readonly<Record<string, Value>>;
  readonly name?: string | Unknown;
  readonly apiVersion?: string;
  readonly existing?: boolean;
  readonly when?: true | Unknown;
  /** Children by the last part of their type: `{ firewallRules: [{ properties: … }] }`. A live type that is named here was read. */
  readonly children?: Readonly<Record<string, readonly ChildParts[]>>;
  /** PostgreSQL parameters by name; children of the type `configurations`. */
  readonly parameters?: Readonly<Record<string, Value>>;
  /** Why the children of a type are not all there, by the last part of the type. */
  readonly incomplete?: Readonly<Record<string, string>>;
  /** What extends the server, by its full type: `{ 'Microsoft.Authorization/locks': [{ properties: … }] }`. */
  readonly extensions?: Readonly<Record<string, readonly ChildParts[]>>;
  /** Other resources, such as the primary server of a replica. */
  readonly beside?: readonly Resource[];
  readonly inOuterScope?: true;
  readonly declarations?: readonly Declaration[];
  readonly today?: string;
  /** What differs from the default settings. */
  readonly settings?: Partial<RuleSettings>;
}

/** The day on which the tests take place. */
export const today = '2026-11-24';

type Origin = 'live' | 'template';

function configuration(origin: Origin, name: string, value: Value): ChildParts {
  return { name, properties: origin === 'live' ? { value, source: 'user-override' } : { value } };
}

function build(origin: Origin, kind: Kind, parts: ServerParts): Context {
  const type = serverTypes[kind];
  const key = origin === 'live' ? `/subscriptions/s/resourcegroups/g/providers/${type.toLowerCase()}/db` : 'main.bicep#db';
  const { properties, parameters = {}, incomplete = {}, declarations = [] } = parts;
  const resource: Resource = {
    key,
    type,
    name: parts.name ?? 'db',
    ...(parts.apiVersion === undefined ? {} : { apiVersion: parts.apiVersion }),
    existing: parts.existing ?? false,
    when: parts.when ?? true,
    ...(parts.inOuterScope === undefined ? {} : { inOuterScope: parts.inOuterScope }),
    body: { ...parts.body, ...(properties === undefined ? {} : { properties }) },
  };
  const rows = Object.entries(parameters).map(([name, value]) => configuration(origin, name, value));
  const given: Readonly<Record<string, readonly ChildParts[]>> = {
    ...parts.children,
    ...(parts.parameters === undefined ? {} : { configurations: [...(parts.children?.['configurations'] ?? []), ...rows] }),
  };
  const below = [
    ...Object.entries(given).map(([segment, items]) => [segment, `${type}/${segment}`, items] as const),
    // What extends a resource stands below the name of its provider, as in Azure.
    ...Object.entries(parts.extensions ?? {}).map(([full, items]) => [`providers/${full.toLowerCase()}`, full, items] as const),
  ];
  const children = below.flatMap(([segment, full, items]) =>
    items.map((item, index): Resource => {
      const name = item.name ?? `${segment}${String(index)}`;
      return {
        key: `${key}/${segment}/${typeof name === 'string' ? name.toLowerCase() : String(index)}`,
        type: full,
        name,
        parent: key,
        existing: item.existing ?? false,
        when: item.when ?? true,
        body: item.properties === undefined ? {} : { properties: item.properties },
      };
    }),
  );
  const whyIncomplete = (childType: string): string | undefined => {
    const segment = childType.split('/').at(-1) ?? '';
    const isGiven = [...Object.keys(given), ...Object.keys(parts.extensions ?? {})].some((one) => `/${childType}`.toLowerCase().endsWith(`/${one.toLowerCase()}`));
    return incomplete[segment] ?? (origin === 'live' && !isGiven ? `the ${segment} were not read` : undefined);
  };
  const snapshot = createSnapshot({
    origin,
    resources: [resource, ...children, ...(parts.beside ?? [])],
    declarations,
    incomplete: (_, childType) => {
      const why = whyIncomplete(childType);
      return why === undefined ? undefined : unknown(why);
    },
  });
  const server: Server = { kind, resource };
  return { today: parts.today ?? today, settings: { ...defaultSettings, ...parts.settings }, snapshot, server };
}

/** A server as Azure describes it; children whose type `parts` does not name were not read. */
export function liveServer(kind: Kind, parts: ServerParts = {}): Context {
  return build('live', kind, parts);
}

/** A server as a template describes it; children whose type `parts` does not name are not there. */
export function templateServer(kind: Kind, parts: ServerParts = {}): Context {
  return build('template', kind, parts);
}
