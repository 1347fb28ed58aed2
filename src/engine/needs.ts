import type { Layer, Need } from '../model/layer';
import type { RuleSettings } from '../model/settings';

/** What layers read beside a server itself, with what the settings have them look at. */
export const needsOf = (layers: readonly Layer[], settings: RuleSettings): readonly Need[] => layers.flatMap((layer) => [...layer.needs, ...layer.wished(settings)]);
