import { readFileSync } from 'node:fs';
import type { Metafile } from 'esbuild';
import { metafilePath } from '../../scripts/build/bundle';
import type { Measure } from './measure';

const readMetafile = (): Metafile => JSON.parse(readFileSync(metafilePath, 'utf8')) as Metafile;

/** The minified sizes of what is loaded at activation and of what is loaded when it is needed. */
const sizes: Measure = () =>
  Object.entries(readMetafile().outputs)
    .filter(([path]) => path.endsWith('.cjs'))
    .map(([path, { bytes }]) => ({
      name: path === 'dist/extension.cjs' ? 'activation bundle, dist/extension.cjs' : path,
      value: bytes / 1024,
      unit: 'KB',
      ...(path === 'dist/extension.cjs' ? { budget: { atMost: 150 } } : {}),
    }));

/** The activation bundle holds no code of Azure's SDKs. */
const sdkFiles: Measure = () => {
  const extension = readMetafile().outputs['dist/extension.cjs'];
  if (extension === undefined) throw new Error('There is no activation bundle yet.');
  const files = Object.keys(extension.inputs).filter((path) => /node_modules\/@(azure|typespec)\//.test(path));
  return [{ name: 'SDK files in the activation bundle', value: files.length, unit: '', budget: { atMost: 0 }, note: files[0] ?? '' }];
};

export const measures = [sizes, sdkFiles];
