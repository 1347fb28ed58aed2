import type { Path } from '../../../src/model/address';
import type { Change } from '../../../src/model/fix';
import type { Resource } from '../../../src/model/resource';
import type { Context } from '../../../src/model/rule';
import type { Declaration, Snapshot } from '../../../src/model/snapshot';
import type { Value } from '../../../src/model/value';
import { createSnapshot } from '../../../src/model/snapshot';
import { isList, isObject, unknown } from '../../../src/model/value';

/** Returns a value in which the part at a path is another, or gone where `next` is `undefined`. */
function replaced(value: Value | undefined, path: Path, next: Value | undefined): Value | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (isList(value)) {
    const items = value.map((item, index) => (index === key ? replaced(item, rest, next) : item));
    return items.filter((item) => item !== undefined);
  }
  const object = isObject(value) ? value : {};
  const name = Object.keys(object).find((each) => each.toLowerCase() === String(key).toLowerCase()) ?? String(key);
  const { [name]: before, ...others } = object;
  const after = replaced(before, rest, next);
  return after === undefined ? others : { ...others, [name]: after };
}

function changeResources(resources: readonly Resource[], change: Change): readonly Resource[] {
  switch (change.kind) {
    case 'set':
    case 'remove': {
      const { key, path } = change.at;
      if (!resources.some((resource) => resource.key === key)) throw new Error(`no resource ${key} to change`);
      if (change.kind === 'remove' && path.length === 0) return resources.filter((resource) => resource.key !== key);
      const next = change.kind === 'set' ? change.value : undefined;
      return resources.map((resource) => {
        const body = resource.key === key ? replaced(resource.body, path, next) : resource.body;
        return isObject(body) ? { ...resource, body } : resource;
      });
    }
    case 'add': {
      const key = `${change.parent}/${change.type.split('/').at(-1) ?? ''}/${change.name.toLowerCase()}`;
      const { parent, type, name, body } = change;
      return [...resources, { key, type, name, parent, existing: false, when: true, body }];
    }
    case 'secure':
    case 'require':
      return resources;
    case 'ask':
    case 'refer': {
      const { key, path } = change.at;
      const secret = unknown('whoever deploys gives the value', { sensitive: true });
      return resources.map((resource) => {
        const body = resource.key === key ? replaced(resource.body, path, secret) : resource.body;
        return isObject(body) ? { ...resource, body } : resource;
      });
    }
    case 'raise':
      return resources.map((resource) => (resource.key === change.resource ? { ...resource, apiVersion: change.apiVersion } : resource));
    case 'action':
      if (change.action !== 'restart') throw new Error(`what the action ${change.action} changes is not known here`);
      return resources.map((resource) => {
        const { properties } = resource.body;
        if (resource.parent !== change.resource || !isObject(properties) || !('isConfigPendingRestart' in properties)) return resource;
        return { ...resource, body: { ...resource.body, properties: { ...properties, isConfigPendingRestart: false } } };
      });
  }
}

/** Carries out the changes of a fix on a snapshot, as a source would on what it describes. */
export function applyChanges(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  const declared = (kind: 'secure' | 'require', { at }: Declaration): boolean =>
    changes.some((change) => change.kind === kind && change.at.file === at.file && change.at.kind === at.kind && change.at.name === at.name);
  return createSnapshot({
    origin: snapshot.origin,
    resources: changes.reduce(changeResources, snapshot.resources),
    declarations: snapshot.declarations.map((declaration) => {
      const { value, ...rest } = declaration;
      const kept = value === undefined || declared('require', declaration) ? rest : { ...rest, value };
      return declared('secure', declaration) ? { ...kept, secure: true, type: 'securestring' } : kept;
    }),
    problems: snapshot.problems,
    incomplete: (parent, type) => {
      const { complete } = snapshot.children(parent.key, type);
      return complete === true ? undefined : complete;
    },
  });
}

/** The context of the same server after the changes. */
export function afterChanges(context: Context, changes: readonly Change[]): Context {
  const snapshot = applyChanges(context.snapshot, changes);
  const { key } = context.server.resource;
  const server = snapshot.servers.find(({ resource }) => resource.key === key);
  if (server === undefined) throw new Error(`the server ${key} is gone`);
  return { ...context, snapshot, server };
}
