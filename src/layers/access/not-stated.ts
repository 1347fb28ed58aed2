import { exampleParameters } from '../example';
import { notStatedRule, parametersLeftOut } from '../not-stated';

export const notStated = notStatedRule(
  {
    id: 'access/not-stated',
    title: 'A template may state that failed sign-ins to a Single Server are slowed down',
    condition: 'A template does not set connection_throttling of a Single Server. No document gives its default.',
    sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servers'],
    equivalents: { kics: ['a6d774b6-d9ea-4bf4-8433-217bf15d2fb8'] },
    catalogue: ['PGAUTH012'],
    appliesTo: ['single'],
    examples: {
      failing: exampleParameters({ log_connections: 'on' }, undefined, 'single'),
      passing: exampleParameters({ connection_throttling: 'on' }, undefined, 'single'),
    },
  },
  (context) => parametersLeftOut(context, ['connection_throttling'], 'on'),
);
