import { isUnknown } from '../../model/value';
import type { Carrier, FoundString } from './carriers';
import type { ConnectionString, Protection } from './connection-string';
import { libpqModes } from './connection-string';

/** The texts of one resource by the names of their settings. */
type Settings = ReadonlyMap<string, Carrier>;

const textOf = (carrier: Carrier | undefined): string | undefined => (typeof carrier?.value === 'string' ? carrier.value : undefined);

/** What the variables of libpq say that every client made with it reads: https://www.postgresql.org/docs/current/libpq-envars.html */
function readLibpq(carrier: Carrier, settings: Settings): ConnectionString | undefined {
  const { value } = carrier;
  const mode = typeof value === 'string' ? value.toLowerCase() : undefined;
  if (mode === '') return undefined;
  const rootCertificate = textOf(settings.get('PGSSLROOTCERT'));
  const protection: Protection | undefined = isUnknown(value) ? value : mode === undefined ? undefined : libpqModes[mode];
  if (protection === undefined) return undefined;
  return {
    form: 'libpq',
    host: textOf(settings.get('PGHOST')) ?? '',
    password: 'none',
    protection: protection === 'unverified' && settings.has('PGSSLROOTCERT') ? 'chain' : protection,
    words: mode === undefined ? '' : `PGSSLMODE=${mode}`,
    rootCertificate,
  };
}

/** A root certificate that libpq is told of without a mode. */
function readRoot(carrier: Carrier, settings: Settings): ConnectionString | undefined {
  const rootCertificate = textOf(carrier);
  if (rootCertificate === undefined || settings.has('PGSSLMODE')) return undefined;
  return { form: 'libpq', host: textOf(settings.get('PGHOST')) ?? '', password: 'none', protection: 'verified', words: '', rootCertificate };
}

/** Node.js checks no certificate with this: https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue */
function readNode({ value }: Carrier, hasString: boolean): ConnectionString | undefined {
  if (value !== '0' || !hasString) return undefined;
  return { form: 'uri', host: '', password: 'none', protection: 'unverified', words: 'NODE_TLS_REJECT_UNAUTHORIZED=0', rootCertificate: undefined };
}

function read(carrier: Carrier, settings: Settings, hasString: boolean): ConnectionString | undefined {
  switch (carrier.name) {
    case 'PGSSLMODE':
      return readLibpq(carrier, settings);
    case 'PGSSLROOTCERT':
      return readRoot(carrier, settings);
    case 'NODE_TLS_REJECT_UNAUTHORIZED':
      return readNode(carrier, hasString);
    default:
      return undefined;
  }
}

const known: ReadonlySet<string> = new Set(['PGSSLMODE', 'PGSSLROOTCERT', 'NODE_TLS_REJECT_UNAUTHORIZED', 'PGHOST']);

/** Settings that one program reads stand in one list or one object. */
function together(carriers: readonly Carrier[]): ReadonlyMap<string, readonly Carrier[]> {
  const groups = new Map<string, Carrier[]>();
  for (const carrier of carriers) {
    const { at, name } = carrier;
    if (at.in !== 'resource' || !known.has(name)) continue;
    const place = [at.key, ...at.path.slice(0, -2)].join(' ');
    groups.set(place, [...(groups.get(place) ?? []), carrier]);
  }
  return groups;
}

/** The settings that say by themselves how clients for PostgreSQL use TLS, as if each were a connection string. */
export function environmentStrings(carriers: readonly Carrier[], strings: readonly FoundString[]): readonly FoundString[] {
  const withString = new Set(strings.map(({ at }) => (at.in === 'resource' ? at.key : '')));
  return [...together(carriers).values()].flatMap((own) => {
    const settings = new Map(own.map((carrier) => [carrier.name, carrier]));
    return own.flatMap((carrier) => {
      const string = read(carrier, settings, carrier.at.in === 'resource' && withString.has(carrier.at.key));
      return string === undefined ? [] : [{ ...carrier, string, isSetting: true as const }];
    });
  });
}
