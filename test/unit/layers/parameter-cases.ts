import type { Effect } from '../../../src/model/fix';
import type { Verdict } from '../../../src/model/verdict';
import { unknown } from '../../../src/model/value';
import type { ServerParts } from './build-snapshot';
import { liveServer, templateServer } from './build-snapshot';
import type { RuleCase } from './rule-cases';

interface ParameterCases {
  readonly kinds?: readonly ('flexible' | 'single')[];
  /** The parameters that the rule judges, each with a value that holds and one that fails. */
  readonly values: Readonly<Record<string, { readonly right: string; readonly wrong: string }>>;
  /** What else the server sets. */
  readonly beside?: Readonly<Record<string, string>>;
  readonly parts?: ServerParts;
  /** What the rule says of a template that sets none of them, by the kind of server. */
  readonly absent: Partial<Readonly<Record<'flexible' | 'single', readonly Verdict[]>>>;
  readonly effect?: Effect;
}

const sources = { template: templateServer, live: liveServer } as const;

/** The cases that each rule on parameters has: per kind and source, right, wrong, not known, not written and not read. */
export function parameterCases({ kinds = ['flexible'], values, beside = {}, parts = {}, absent, effect = 'safe' }: ParameterCases): RuleCase[] {
  const names = Object.keys(values);
  const pick = (which: 'right' | 'wrong'): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([name, each]) => [name, each[which]]));
  const all = (verdict: Verdict): Verdict[] => names.map(() => verdict);
  return kinds.flatMap((kind): RuleCase[] => [
    ...(['template', 'live'] as const).flatMap((origin): RuleCase[] => {
      const build = (parameters: ServerParts['parameters']): RuleCase['context'] =>
        sources[origin](kind, { ...parts, parameters: { ...beside, ...parameters } });
      const where = `${kind}, ${origin}`;
      return [
        { name: `${where}: right`, context: build(pick('right')), verdicts: all('holds') },
        { name: `${where}: wrong`, context: build(pick('wrong')), verdicts: all('fails'), effect },
        {
          name: `${where}: not known`,
          context: build(Object.fromEntries(names.map((name) => [name, unknown('the parameter value has no value')]))),
          verdicts: all('undecided'),
        },
      ];
    }),
    {
      name: `${kind}, template: not written`,
      context: templateServer(kind, { ...parts, parameters: beside }),
      verdicts: absent[kind] ?? all('undecided'),
      ...(absent[kind]?.includes('fails') === true ? { effect } : {}),
    },
    { name: `${kind}, live: not read`, context: liveServer(kind, parts), verdicts: all('undecided') },
  ]);
}
