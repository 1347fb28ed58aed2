import type { Address, Path } from '../../model/address';
import { inResource } from '../../model/address';
import type { Resource } from '../../model/resource';
import { kindOf, settingOf } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import type { Unknown, Value } from '../../model/value';
import { casesOf, isList, isObject, isUnknown } from '../../model/value';
import type { ConnectionString } from './connection-string';
import { readConnectionStrings } from './connection-string';
import { environmentStrings } from './environment';

/** A text that is handed to an application, kept in a vault or put out. */
export interface Carrier {
  readonly at: Address;
  readonly value: Value;
  /** The name of the setting, the variable, the secret or the output. */
  readonly name: string;
  /** Whether what stands there is kept secret. */
  readonly keptSecret: boolean;
  /** Where it goes, in words: "the settings of an application". */
  readonly place: string;
  /** Whether the place says that it is for PostgreSQL. */
  readonly forPostgres: boolean;
  /** Set where it is there in some cases only, so that nothing can be written at its place. */
  readonly inCase?: true;
}

/** Types of resources that hand settings to programs, with what people call the place. */
const places: readonly (readonly [RegExp, string])[] = [
  [/^microsoft\.web\/(?:sites|staticsites)(?:\/slots)?(?:\/config)?$/, 'the settings of an application'],
  [/^microsoft\.app\/(?:containerapps|jobs)$/, 'a container app'],
  [/^microsoft\.app\/managedenvironments\/daprcomponents$/, 'a Dapr component'],
  [/^microsoft\.appplatform\/spring\/apps\/deployments$/, 'the environment of a Spring app'],
  [/^microsoft\.compute\/virtualmachine(?:s|scalesets)\/extensions$/, 'the settings of a virtual machine extension'],
  [/^microsoft\.compute\/virtualmachines\/runcommands$/, 'a command that a virtual machine runs'],
  [/^microsoft\.automation\/automationaccounts\/variables$/, 'an automation variable'],
  [/^microsoft\.containerinstance\/containergroups$/, 'the environment of a container'],
  [/^microsoft\.resources\/deploymentscripts$/, 'the environment of a deployment script'],
  [/^microsoft\.keyvault\/vaults\/secrets$/, 'a secret of a key vault'],
  [/^microsoft\.appconfiguration\/configurationstores\/keyvalues$/, 'an app configuration'],
  [/^microsoft\.(?:datafactory\/factories|synapse\/workspaces)\/linkedservices$/, 'a linked service'],
  [/^microsoft\.apimanagement\/service\/namedvalues$/, 'a named value'],
];

export function placeOf({ type }: Resource): string | undefined {
  const lower = type.toLowerCase();
  return places.find(([pattern]) => pattern.test(lower))?.[1];
}

const postgresName = /postgres|npgsql|pgsql/i;
const postgresType = /^(?:postgresql|azurepostgresql)$/i;
const mostDepth = 12;

interface Walk {
  readonly at: (path: Path) => Address;
  readonly place: string;
  readonly found: Carrier[];
}

function walk(value: Value | undefined, path: Path, context: Walk, name: string, keptSecret: boolean, forPostgres: boolean): void {
  if (path.length > mostDepth || value === undefined) return;
  if (typeof value === 'string' || isUnknown(value)) {
    const { at, place, found } = context;
    found.push({ at: at(path), value, name, keptSecret, place, forPostgres: forPostgres || postgresName.test(name) });
    if (isUnknown(value)) walkCases(value, path, context, name, keptSecret, forPostgres);
  } else if (isList(value)) {
    value.forEach((item, index) => walk(item, [...path, index], context, name, keptSecret, forPostgres));
  } else if (isObject(value)) {
    const { name: own, type } = value;
    const isFor = forPostgres || (typeof type === 'string' && postgresType.test(type));
    for (const [key, inner] of Object.entries(value)) {
      const isValue = /^(?:value|securevalue|connectionstring)$/i.test(key);
      const called = !isValue ? (key === 'typeProperties' ? name : key) : typeof own === 'string' ? own : name;
      const secret = keptSecret || /^(?:secrets|secureValue|secureString|protectedSettings)$/i.test(key);
      walk(inner, [...path, key], context, called, secret, isFor);
    }
  }
}

/** Lists and objects that an open value is in some cases; what several of them have at one place is told once. */
function walkCases(value: Unknown, path: Path, context: Walk, ...rest: readonly [name: string, keptSecret: boolean, forPostgres: boolean]): void {
  const cases = casesOf(value).filter((one) => isList(one) || isObject(one));
  const found: Carrier[] = [];
  for (const one of cases) walk(one, path, { ...context, found }, ...rest);
  const seen = new Map<string, Value[]>();
  for (const carrier of found) {
    const place = carrier.at.in === 'file' ? '' : carrier.at.path.join(' ');
    const values = seen.get(place) ?? [];
    if (values.includes(carrier.value)) continue;
    seen.set(place, [...values, carrier.value]);
    context.found.push({ ...carrier, inCase: true });
  }
}

function carriersOf(resource: Resource): readonly Carrier[] {
  const place = placeOf(resource);
  if (place === undefined) return [];
  const found: Carrier[] = [];
  const context: Walk = { at: (path) => inResource(resource.key, ...path), place, found };
  const name = typeof resource.name === 'string' ? resource.name : '';
  const isEncrypted = settingOf(resource, ['properties', 'isEncrypted']) === true;
  walk(resource.body['properties'], ['properties'], context, name, isEncrypted || /keyvault/i.test(resource.type), false);
  return found;
}

const lists = new WeakMap<Snapshot, readonly Carrier[]>();

/** Everything of a template that can carry a connection string or a password to a program or a reader. */
export function carriersIn(snapshot: Snapshot): readonly Carrier[] {
  const before = lists.get(snapshot);
  if (before !== undefined) return before;
  const outputs = snapshot.declarations
    .filter(({ at, secure }) => at.kind === 'output' && !secure)
    .flatMap(({ at, value }) => {
      const found: Carrier[] = [];
      walk(value, [], { at: (path) => ({ ...at, path }), place: 'an output', found }, at.name, false, false);
      return found;
    });
  const all = [...snapshot.resources.flatMap(carriersOf), ...outputs];
  lists.set(snapshot, all);
  return all;
}

/** A connection string for PostgreSQL, and where it stands. */
export interface FoundString extends Carrier {
  readonly string: ConnectionString;
  /** Set where it is no string but one setting that says as much. */
  readonly isSetting?: true;
}

const strings = new WeakMap<Snapshot, readonly FoundString[]>();

/** The connection strings for PostgreSQL in a template. */
export function connectionStringsIn(snapshot: Snapshot): readonly FoundString[] {
  const before = strings.get(snapshot);
  if (before !== undefined) return before;
  const ofServer = ({ refersTo }: { readonly refersTo?: string }): boolean => {
    const resource = refersTo === undefined ? undefined : snapshot.resource(refersTo);
    return resource !== undefined && kindOf(resource.type) !== undefined;
  };
  const carriers = carriersIn(snapshot);
  const found = carriers.flatMap((carrier) =>
    readConnectionStrings(carrier.value, { forPostgres: carrier.forPostgres, ofServer }).map((string): FoundString => ({ ...carrier, string })),
  );
  const all = [...found, ...environmentStrings(carriers, found)];
  strings.set(snapshot, all);
  return all;
}
