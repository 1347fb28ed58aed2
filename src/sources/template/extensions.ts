import type { Content } from './content';
import { memberOf, stringOf } from './content';
import { evaluate } from './evaluate';
import { segmentsOf } from './identity';
import type { DeployedTemplate, ResourceInstance } from './instance';
import type { Place } from './place';
import { placeOfId } from './place';

/** How older templates write a resource that extends another one: Microsoft.Sql/servers/providers/locks. */
const withinProviders = /^(?<extended>[^/]+(?:\/[^/]+)+)\/providers\/(?<own>[^/]+)$/i;

/** The type of a resource, which older templates write partly in its name: server/Microsoft.Insights/logs. */
export function ownType({ declaration: { type }, name }: ResourceInstance): string | undefined {
  const own = withinProviders.exec(type ?? '')?.groups?.['own'];
  if (own === undefined) return type;
  const provider = stringOf(segmentsOf(name.force().content).at(-2) ?? { kind: 'scalar', value: null });
  return provider === undefined ? type : `${provider}/${own}`;
}

/** Finds the resource that another one extends: diagnostic settings, locks and role assignments are nobody's children. */
export class Extensions {
  constructor(private readonly find: (type: string, name: readonly Content[], place: Place) => ResourceInstance | undefined) {}

  extended(instance: ResourceInstance): ResourceInstance | undefined {
    const { type, scope } = instance.declaration;
    if (scope !== undefined) return this.byScope(instance);
    const around = withinProviders.exec(type ?? '')?.groups?.['extended'];
    return around === undefined ? undefined : this.find(around, segmentsOf(instance.name.force().content).slice(0, -2), instance.deployed.place);
  }

  private byScope({ declaration: { scope }, deployed, environment }: ResourceInstance): ResourceInstance | undefined {
    if (scope === undefined) return undefined;
    if (scope.kind === 'reference' && scope.to === 'symbol') return deployed.resourcesOf(scope.name)?.items[0];
    const { content } = evaluate(scope, environment);
    const id = content.kind === 'object' ? memberOf(content, 'id')?.force().content : content;
    return id === undefined ? undefined : this.byId(id, deployed);
  }

  /** Ids are whole, or begin with the provider: Microsoft.DBforPostgreSQL/flexibleServers/name. */
  private byId(id: Content, { evaluation, place }: DeployedTemplate): ResourceInstance | undefined {
    const segments = segmentsOf(id);
    const words = segments.map((segment) => stringOf(segment)?.toLowerCase());
    const [provider, ...rest] = segments.slice(words.lastIndexOf('providers') + 1);
    const types = rest.filter((_, index) => index % 2 === 0).map(stringOf);
    if (provider === undefined || types.length === 0 || types.includes(undefined)) return undefined;
    const type = [stringOf(provider) ?? '', ...types].join('/');
    return this.find(type, rest.filter((_, index) => index % 2 === 1), placeOfId(evaluation, id)?.place ?? place);
  }
}
