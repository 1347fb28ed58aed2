import { exampleParameters } from '../example';
import { notStatedRule, parametersLeftOut } from '../not-stated';
import { loggingParameters } from './sources';

const names = ['log_checkpoints', 'log_connections', 'log_disconnections'] as const;

export const notStated = notStatedRule(
  {
    id: 'audit/not-stated',
    title: 'A template may state that connections and checkpoints are logged',
    condition: `A template sets not all of ${names.join(', ')}. On a Flexible Server they are on by default; of a Single Server the documents disagree.`,
    sources: [loggingParameters],
    equivalents: { kics: ['f9112910-c7bb-4864-9f5e-2059ba413bb7'] },
    catalogue: ['PGLOG001', 'PGLOG002', 'PGLOG003'],
    appliesTo: ['flexible', 'single'],
    examples: {
      failing: exampleParameters({ log_connections: 'on' }),
      passing: exampleParameters(Object.fromEntries(names.map((name) => [name, 'on']))),
    },
  },
  (context) => parametersLeftOut(context, names, 'on'),
);
