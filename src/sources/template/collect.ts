import type { DeployedTemplate, ModuleInstance, ResourceInstance } from './instance';

/** Everything that an entry deploys, in all of its modules. */
export interface Collection {
  readonly deployed: readonly DeployedTemplate[];
  readonly resources: readonly ResourceInstance[];
  /** Modules that could not be read, with where they are called. */
  readonly unread: readonly { readonly module: ModuleInstance; readonly caller: DeployedTemplate }[];
  /** The ids of what leaves open how many of something there are. */
  readonly loops: ReadonlySet<number>;
}

/** Lists what a template deploys, down to its last module. */
export function collect(root: DeployedTemplate): Collection {
  const deployed: DeployedTemplate[] = [root];
  const resources: ResourceInstance[] = [];
  const unread: { module: ModuleInstance; caller: DeployedTemplate }[] = [];
  const loops = new Set<number>();
  // The list grows while it is gone through.
  for (const one of deployed) {
    for (const declaration of one.template.resources) {
      const { items, open } = one.resources(declaration);
      if (open !== undefined) loops.add(open.id);
      for (const item of items) resources.push(item);
    }
    for (const declaration of one.template.modules) {
      const { items, open } = one.modules(declaration);
      if (open !== undefined) loops.add(open.id);
      for (const module of items) {
        if ('kind' in module.target) unread.push({ module, caller: one });
        else deployed.push(module.target);
      }
    }
  }
  return { deployed, resources, unread, loops };
}
