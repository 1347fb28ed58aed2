import { inResource } from '../model/address';
import type { Change } from '../model/fix';
import { configurationType, parameterChange } from '../model/fix';
import type { Context, Rule, RuleMeta } from '../model/rule';
import type { Judgement } from '../model/verdict';
import { holds, notApplicable, undecided } from '../model/verdict';
import { isUnknown } from '../model/value';
import type { ParameterName } from './documented-parameters';
import { defaultOf } from './documented-parameters';
import { whyInherited } from './server-setting';

/** A setting that a template leaves to the service. */
export interface LeftOut {
  readonly name: string;
  /** What the service does then, where a document says so. */
  readonly value: string | undefined;
  /** Writes that value, or the secure one where there is no default. */
  readonly change?: Change | undefined;
}

/** What a template leaves out, or why that cannot be told. */
export type Omissions = readonly LeftOut[] | { readonly because: string };

/** Lists the parameters that a template does not set. @param secure what to write where no document gives a default. */
export function parametersLeftOut(context: Context, names: readonly ParameterName[], secure: string): Omissions {
  const { server, snapshot } = context;
  const type = configurationType(server);
  if (type === undefined) return [];
  const { items, complete } = snapshot.children(server.resource.key, type);
  const nameless = items.map(({ name }) => name).find(isUnknown);
  if (nameless !== undefined) return { because: nameless.because };
  if (complete !== true) return { because: complete.because };
  const written = new Set(items.map(({ name }) => (typeof name === 'string' ? name.toLowerCase() : '')));
  return names
    .filter((name) => !written.has(name))
    .map((name) => {
      const absence = defaultOf(name, server);
      const value = 'default' in absence ? absence.default : undefined;
      return { name, value, change: parameterChange(snapshot, server, name, value ?? secure) };
    });
}

const spell = ({ name, value }: LeftOut): string => (value === undefined ? `${name} (no default is documented)` : `${name} (${value} by default)`);

function judge(context: Context, omissions: Omissions): Judgement {
  const { server } = context;
  const at = inResource(server.resource.key);
  const inherited = whyInherited(server);
  if (inherited !== undefined) return notApplicable(at, `Nothing needs to be stated: ${inherited}.`);
  if (server.resource.existing) return undecided(at, 'the template only refers to the server');
  if ('because' in omissions) return undecided(at, omissions.because);
  if (omissions.length === 0) return holds(at);
  const changes = omissions.flatMap(({ change }) => (change === undefined ? [] : [change]));
  return {
    verdict: 'fails',
    at,
    message: `The template leaves to the service: ${omissions.map(spell).join(', ')}.`,
    ...(changes.length === 0 ? {} : { fix: { title: 'State what holds now', effect: 'safe', changes } }),
  };
}

type NotStatedParts = Pick<RuleMeta, 'id' | 'title' | 'condition' | 'sources' | 'equivalents' | 'catalogue' | 'appliesTo' | 'examples'>;

/**
 * Makes a rule for those who want to see in a template what the service does anyway. Other tools call it a failure
 * when such a setting is absent; here it is a hint, and only in the stricter profile.
 */
export function notStatedRule(parts: NotStatedParts, leftOut: (context: Context) => Omissions): Rule<unknown> {
  return {
    meta: {
      ...parts,
      brief: 'left to the defaults of the service',
      severity: 'info',
      group: 'strict',
      why: 'The default protects the server; a template that states it shows so to readers, and to tools that do not know the default.',
      surface: ['template'],
    },
    judge: (_, context) => [judge(context, leftOut(context))],
  };
}
