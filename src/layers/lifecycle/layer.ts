import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import { defineLayer, factLine, type FactLine } from '../../model/layer';
import { kindNames, serverTypes, type Resource } from '../../model/resource';
import { liveLine, textAt } from '../around';
import { spellDate } from './dates';
import { allowedSku } from './allowed-sku';
import { extendedSupport } from './extended-support';
import { readLifecycleFacts } from './facts';
import type { LifecycleFacts } from './facts';
import { namingConvention } from './naming-convention';
import { oldApiVersion } from './old-api-version';
import { requiredParameters } from './required-parameters';
import { requiredTags } from './required-tags';
import { retiredService } from './retired-service';
import { retiringCluster } from './retiring-cluster';
import { serverName } from './server-name';
import { supportedVersion } from './supported-version';
import { versionNearEnd } from './version-near-end';

/** What Azure says of the state of a live server; Single Server has its own word for it. */
function stateLine(resource: Resource): readonly FactLine[] {
  const name = ['state', 'userVisibleState'].find((one) => textAt(resource, ['properties', one]) !== '');
  return name === undefined ? [] : [liveLine('State', textAt(resource, ['properties', name]), inResource(resource.key, 'properties', name))];
}

export const lifecycle = defineLayer<LifecycleFacts>({
  id: 'lifecycle',
  label: 'Version and retirement',
  summary: 'Single Server is retired, and each PostgreSQL version is looked after until its end of life.',
  appliesTo: ['flexible', 'single', 'cluster'],
  needs: [],
  wished: ({ requiredParameters: asked = {} }) => [{ type: `${serverTypes.flexible}/configurations`, names: Object.keys(asked) }],
  rules: [
    retiredService,
    supportedVersion,
    versionNearEnd,
    extendedSupport,
    retiringCluster,
    oldApiVersion,
    serverName,
    namingConvention,
    requiredTags,
    allowedSku,
    requiredParameters,
  ],
  read: readLifecycleFacts,
  describe: ({ version }, { kind, resource }, { origin }) => [
    { title: 'Service', text: kindNames[kind], state: 'set', at: { in: 'resource', key: resource.key, path: [] } },
    factLine('PostgreSQL', version, ({ major, communityEnd }) => `${major}, looked after until ${spellDate(communityEnd)}`),
    ...(origin === 'live' ? stateLine(resource) : []),
  ],
  text: ({ version }, { kind }) => {
    const major = known(version)?.major;
    const name = major === undefined ? 'Version unknown' : `PostgreSQL ${major}`;
    return kind === 'flexible' ? name : `${name}, ${kindNames[kind]}`;
  },
});
