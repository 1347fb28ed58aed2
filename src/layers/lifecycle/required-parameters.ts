import { text } from '../../model/fact';
import type { Context, Rule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { combine, holds, undecided } from '../../model/verdict';
import { documented, isDocumented } from '../documented-parameters';
import { exampleParameters } from '../example';
import type { Parameter } from '../parameter';
import { parameterFix, readParameter } from '../parameter';
import type { LifecycleFacts } from './facts';

const nobodyKnows = { unknown: 'its default is not known here' };

/** A parameter that somebody asks for; the table knows the defaults of some. */
const wished = (name: string): Parameter<string> =>
  isDocumented(name) ? documented(name, text) : { name, as: text, absent: () => nobodyKnows };

/** Lists and words are compared without regard to case and spaces. */
const plain = (value: string): string => value.replaceAll(/\s+/g, '').toLowerCase();

function judge(name: string, wanted: string, context: Context): Judgement[] {
  return readParameter(context, wished(name)).map((fact) => {
    if (fact.kind === 'notApplicable') return undecided(fact.at, `the server has no parameter ${name}, or it was not read`);
    return combine({ fact }, ({ fact: value }) => {
      if (plain(value) === plain(wanted)) return holds(fact.at);
      // Whether a parameter takes effect at once is not known of every one.
      const fix = parameterFix(fact.at, context, { title: `Set ${name} to ${wanted}`, name, value: wanted, effect: 'restart' });
      return { verdict: 'fails', at: fact.at, message: `${name} is "${value}" instead of "${wanted}".`, ...(fix === undefined ? {} : { fix }) };
    });
  });
}

export const requiredParameters: Rule<LifecycleFacts> = {
  meta: {
    id: 'lifecycle/required-parameters',
    title: 'PostgreSQL parameters should have the values that are asked for',
    brief: 'a parameter differs from what is asked for',
    severity: 'info',
    group: 'configured',
    wish: 'requiredParameters',
    why: 'An organisation settles some values for all of its servers; one that differs is a mistake or wants a reason.',
    condition: 'A parameter in the setting requiredParameters has another value. Without the setting nothing is judged.',
    sources: ['https://learn.microsoft.com/azure/postgresql/server-parameters/concepts-server-parameters'],
    equivalents: { azurepolicy: ['a8f89ff4-3d6e-4d7b-8c5a-2e9b1f4c8d3a', 'a7d3e5b1-8c4f-4a2b-9d6e-1f3c5a8b2e7d'] },
    catalogue: ['PGGOV006'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: { failing: exampleParameters({ log_lock_waits: 'off' }), passing: exampleParameters({ log_lock_waits: 'on' }) },
  },
  judge: (_, context) =>
    Object.entries(context.settings.requiredParameters ?? {}).flatMap(([name, wanted]) => judge(name, wanted, context)),
};
