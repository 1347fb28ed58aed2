import type { RuleMeta } from '../../model/rule';
import type { Profile } from '../profile';
import type { Configuration, LiveSuppression, RuleLevels } from './configuration';
import { noConfiguration } from './configuration';
import { configurationSchema } from './definition';
import type { Schema } from './schema';
import type { ConfigurationProblem, JsonPlace } from './validate';
import { validate } from './validate';

/** A suppression with its place in the file. */
export interface PlacedSuppression {
  readonly suppression: LiveSuppression;
  readonly start: number;
  readonly end: number;
}

export interface ReadConfiguration {
  readonly configuration: Configuration;
  /** The suppressions of the configuration, at their days of expiry. */
  readonly suppressions: readonly PlacedSuppression[];
  /** What does not hold, at its places. */
  readonly problems: readonly ConfigurationProblem[];
}

/** Whether some problem is about a value or something in it. */
const isWrong = ({ offset, length }: JsonPlace, problems: readonly ConfigurationProblem[]): boolean =>
  problems.some(({ start, end }) => start < offset + length && end > offset);

/** The plain value of a place. Objects have no prototype, so that no name in a file means anything special. */
function valueOf(place: JsonPlace): unknown {
  if (place.type === 'array') return (place.children ?? []).map(valueOf);
  if (place.type !== 'object') return place.value;
  const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const { children: [key, value] = [] } of place.children ?? []) {
    if (key !== undefined && value !== undefined) object[String(key.value)] = valueOf(value);
  }
  return object;
}

type Members = ReadonlyMap<string, JsonPlace>;

function membersOf(place: JsonPlace | undefined): Members {
  const pairs = place?.type === 'object' ? (place.children ?? []) : [];
  return new Map(pairs.flatMap(({ children: [key, value] = [] }) => (key && value ? [[String(key.value), value]] : [])));
}

/** The members of an object that are known and hold; each stands by itself. */
function rightMembers(place: JsonPlace | undefined, problems: readonly ConfigurationProblem[], known: Schema | undefined): object {
  const names = known?.type === 'object' ? (known.properties ?? {}) : {};
  const right = [...membersOf(place)].filter(([key, value]) => Object.hasOwn(names, key) && !isWrong(value, problems));
  return Object.fromEntries(right.map(([key, value]) => [key, valueOf(value)]));
}

/** The entries of a list that hold; each stands by itself. */
function rightItems(place: JsonPlace | undefined, problems: readonly ConfigurationProblem[]): readonly JsonPlace[] {
  const items = place?.type === 'array' ? (place.children ?? []) : [];
  return items.filter((item) => !isWrong(item, problems));
}

function placed(item: JsonPlace): PlacedSuppression {
  const { offset, length } = membersOf(item).get('expires') ?? item;
  return { suppression: valueOf(item) as LiveSuppression, start: offset, end: offset + length };
}

/**
 * Reads a configuration file. Never throws: what does not hold is a problem, and the rest of the file still counts.
 * @param root the file as a parser read it; nothing where the file is empty or cannot be read.
 */
export function readConfiguration(root: JsonPlace | undefined, rules: readonly RuleMeta[]): ReadConfiguration {
  if (root === undefined) return { configuration: noConfiguration, suppressions: [], problems: [] };
  const schema = configurationSchema(rules);
  const problems = validate(root, schema, 'the configuration');
  const members = membersOf(root);
  const [profile, known] = [members.get('profile'), schema.properties];
  const suppressions = rightItems(members.get('suppressions'), problems).map(placed);
  return {
    configuration: {
      ...(profile === undefined || isWrong(profile, problems) ? {} : { profile: valueOf(profile) as Profile }),
      rules: rightMembers(members.get('rules'), problems, known?.['rules']) as RuleLevels,
      settings: rightMembers(members.get('settings'), problems, known?.['settings']),
      ignore: rightItems(members.get('ignore'), problems).map((item) => String(item.value)),
      suppressions: suppressions.map(({ suppression }) => suppression),
    },
    suppressions,
    problems,
  };
}
