import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Configuration } from '../engine/configuration/configuration';
import { configurationName, noConfiguration } from '../engine/configuration/configuration';
import { matchesFile } from '../engine/configuration/file-pattern';
import { readConfiguration } from '../engine/configuration/read-configuration';
import { expiredSuppressions } from '../engine/live-suppression';
import type { RuleMeta } from '../model/rule';
import type { ResultProblem } from '../outputs/check-result';
import { createLineIndex } from '../outputs/line-index';
import { parseDocument } from '../sources/arm-template/document';
import { readTextFile } from './text-file';

/** A configuration beyond this size is none that a person wrote; reading it would only take time. */
const mostCharacters = 1_000_000;

/** A configuration, and the folder that its patterns of files start from. */
export interface FoundConfiguration {
  readonly configuration: Configuration;
  readonly folder: string;
}

/** The configuration files of one run, each read once. */
export interface Configurations {
  /** The configuration for a file: the nearest one above it, up to the root of its repository. */
  readonly for: (path: string) => FoundConfiguration;
  /** True where the configuration for a file says that it is not checked. */
  readonly isIgnored: (file: string) => boolean;
  /** What does not hold in the files that were read; with absolute paths. */
  readonly problems: () => readonly ResultProblem[];
  /** The suppressions of live servers whose last day has passed; with absolute paths. */
  readonly expired: (today: string) => readonly Required<ResultProblem>[];
}

interface ReadFile extends FoundConfiguration {
  readonly problems: readonly ResultProblem[];
  readonly expired: (today: string) => readonly Required<ResultProblem>[];
}

function readFile(file: string, rules: readonly RuleMeta[]): ReadFile {
  const folder = dirname(file);
  const content = readTextFile(file);
  const failed = (message: string): ReadFile => ({ configuration: noConfiguration, folder, problems: [{ file, message }], expired: () => [] });
  if ('failure' in content) return failed(`The configuration ${content.failure}`);
  if (content.text.length > mostCharacters) return failed('The configuration is too big: more than 1 MB. Is it another file?');
  const document = parseDocument(file, content.text);
  const { configuration, suppressions, problems } = readConfiguration(document.root, rules);
  const lines = createLineIndex(content.text);
  return {
    configuration,
    folder,
    problems: [
      ...document.problems.map(({ message, span }) => ({ file, message, ...(span === undefined ? {} : { range: lines.range(span) }) })),
      ...problems.map(({ message, start, end }) => ({ file, message, range: lines.range({ start, end }) })),
    ],
    expired: (today) => expiredSuppressions(suppressions, today).map(({ message, start, end }) => ({ file, message, range: lines.range({ start, end }) })),
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Finds the configuration of a folder: its own, or that of the nearest folder above it within its repository. */
function findAbove(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const file = join(current, configurationName);
    if (isFile(file)) return file;
    if (dirname(current) === current || existsSync(join(current, '.git'))) return undefined;
  }
}

/** @param given the configuration that somebody named; it takes the place of all others. */
export function createConfigurations(rules: readonly RuleMeta[], given?: string): Configurations {
  const read = new Map<string, ReadFile>();
  const found = new Map<string, string | undefined>();
  const open = (file: string): ReadFile => {
    const before = read.get(file) ?? readFile(file, rules);
    read.set(file, before);
    return before;
  };
  const at = (folder: string): FoundConfiguration => {
    if (given !== undefined) return open(given);
    if (!found.has(folder)) found.set(folder, findAbove(folder));
    const file = found.get(folder);
    return file === undefined ? { configuration: noConfiguration, folder } : open(file);
  };
  return {
    for: (path) => at(dirname(path)),
    isIgnored: (path) => {
      const { configuration, folder } = at(dirname(path));
      if (configuration.ignore.length === 0) return false;
      const below = relative(folder, path).split(sep).join('/');
      return configuration.ignore.some((pattern) => matchesFile(below, pattern));
    },
    problems: () => [...read.values()].flatMap(({ problems }) => problems),
    expired: (today) => [...read.values()].flatMap(({ expired }) => expired(today)),
  };
}
