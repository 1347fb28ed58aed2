import { resolve } from 'node:path';
import { admit } from '../engine/reach/admit';
import { credentialsOf } from '../engine/reach/credentials';
import { reachOf } from '../engine/reach/reach';
import { layers } from '../layers/catalog';
import { parseAddress } from '../layers/firewall/range';
import type { Address } from '../model/address';
import { inResource } from '../model/address';
import type { LayerId } from '../model/layer-id';
import { nameOf } from '../model/resource';
import type { Subject } from '../model/rule';
import type { TextRange } from '../outputs/check-result';
import { jsonPointer } from '../outputs/json-pointer';
import { createLineIndex } from '../outputs/line-index';
import type { ReachPlace, ReachResult, ServerReach } from '../outputs/reach';
import { formatReachJson, formatReachText } from '../outputs/reach';
import { parseServerId } from '../sources/azure/server-id';
import type { Entry, Location, Program } from '../sources/program';
import { openProgram } from '../sources/template/open-program';
import type { CommandIo, ExitCode } from './command-io';
import type { ReachOptions } from './commands/reach';
import { connectAzure } from './connect-azure';
import { createDiskHost } from './disk-host';
import { displayPath } from './display-path';
import { findFiles } from './find-files';
import { takeTemplates } from './take-templates';

type Answered = Pick<ReachResult, 'servers' | 'problems'>;

type PlaceOf = (at: Address) => ReachPlace;

/** Asks the engine, and says of each part of the answer where it is set. */
function answer(subject: Subject, from: string | undefined, placeOf: PlaceOf): ServerReach {
  const { ways, gaps } = reachOf(subject);
  const address = from === undefined ? undefined : parseAddress(from);
  const placed = <T extends { readonly at: Address }>({ at, ...rest }: T) => ({ ...rest, place: placeOf(at) });
  const { kind, resource } = subject.server;
  return {
    name: nameOf(resource),
    kind,
    place: placeOf(inResource(resource.key)),
    ways: ways.map(placed),
    gaps,
    credentials: credentialsOf(subject).map(placed),
    admission: from === undefined || address === undefined ? null : { address: from, ...placed(admit(subject, address)) },
  };
}

/** Where an address is in the files of a template; what has no place of its own is in the template as a whole. */
function placesIn(program: Program, entry: Entry, rangeOf: (location: Location) => TextRange, display: (file: string) => string): PlaceOf {
  return (at) => {
    const location = program.locate(entry, at)?.at;
    return location === undefined ? { file: display(entry.file), range: null } : { file: display(location.file), range: rangeOf(location) };
  };
}

async function answerTemplates({ paths, from }: ReachOptions, io: CommandIo): Promise<Answered> {
  if (paths.length === 0) return { servers: [], problems: [] };
  const display = (file: string): string => displayPath(io.cwd, file);
  const found = await findFiles(paths.map((path) => resolve(io.cwd, path)));
  const host = createDiskHost(new Map());
  const templates = takeTemplates(found.files, host);
  const program = openProgram({ files: templates.files, host });
  const rangeOf = (location: Location): TextRange => createLineIndex(host.read(location.file) ?? '').range(location);
  const servers = program.entries.flatMap((entry) => {
    const snapshot = program.snapshot(entry);
    return snapshot.servers.map((server) => answer({ server, snapshot }, from, placesIn(program, entry, rangeOf, display)));
  });
  return {
    servers,
    problems: [
      ...found.missing.map((path) => `${display(path)} does not exist.`),
      ...found.problems.map(({ file, message }) => `${display(file)}: The folder ${message}`),
      ...[...templates.problems, ...program.problems()].map(({ file, message }) => `${display(file)}: ${message}`),
    ],
  };
}

/** The layers that say who can connect. */
const asked: readonly LayerId[] = ['network', 'firewall', 'virtual-network', 'private-link', 'entra'];

async function answerLive({ serverIds, from, ...options }: ReachOptions): Promise<Answered> {
  const ids = serverIds.map((text) => ({ text, id: parseServerId(text)?.id }));
  const wrong = ids.filter(({ id }) => id === undefined).map(({ text }) => `${text} is not the resource id of a PostgreSQL server.`);
  if (wrong.length === ids.length) return { servers: [], problems: wrong };
  const { source } = await connectAzure({ ...options, share: 1 });
  const needs = layers.filter(({ meta }) => asked.includes(meta.id)).flatMap((layer) => layer.needs);
  const snapshots = await Promise.all(ids.flatMap(({ id }) => (id === undefined ? [] : source.read(id, needs))));
  const placeOf: PlaceOf = (at) =>
    at.in === 'resource' ? { resource: at.key, property: jsonPointer(at.path) } : { resource: '', property: '' };
  return {
    servers: snapshots.flatMap((snapshot) => snapshot.servers.map((server) => answer({ server, snapshot }, from, placeOf))),
    problems: [...wrong, ...snapshots.flatMap(({ problems }) => problems.map(({ message }) => message))],
  };
}

/** Says from where servers of templates and live ones can be reached, and with what credential. */
export async function runReach(options: ReachOptions, io: CommandIo): Promise<ExitCode> {
  const parts = [await answerTemplates(options, io), await answerLive(options)];
  const result: ReachResult = {
    version: 1,
    servers: parts.flatMap(({ servers }) => servers),
    problems: parts.flatMap(({ problems }) => problems),
  };
  io.out(options.format === 'json' ? formatReachJson(result) : formatReachText(result));
  return result.problems.length > 0 ? 2 : 0;
}
