import type { Plugin } from 'esbuild';
import { basename, dirname, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { inRepository } from '../repository';

/** Each file here becomes a bundle of its own that is read from disk when it is first imported. */
export const bundlesFolder = inRepository('src', 'bundles');

/**
 * Keeps lazily loaded code out of the bundle that asks for it.
 *
 * `import('../bundles/azure')` stays a call at run time, to `./azure.cjs` beside the importing bundle. A static
 * import of a bundle would pull all of its code in, so it is an error. Each bundle has its own copy of the modules
 * that it shares with others: values cross freely, but `instanceof` and module state do not.
 */
export const lazyBundles: Plugin = {
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve({ filter: /(^|\/)bundles\/[^/]+$|^\.\/[^/]+$/ }, (args) => {
      if (args.kind === 'entry-point') return undefined;
      const target = resolve(args.resolveDir, args.path).replace(/\.ts$/, '');
      if (dirname(target) !== bundlesFolder) return undefined;
      if (!existsSync(`${target}.ts`)) return { errors: [{ text: `There is no bundle ${args.path}.` }] };
      if (args.kind !== 'dynamic-import') {
        return { errors: [{ text: `Load ${args.path} by import(…): a static import would put it into this bundle.` }] };
      }
      return { path: `./${basename(target)}.cjs`, external: true };
    });
  },
};
