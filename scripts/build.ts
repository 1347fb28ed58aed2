// npm run build [-- --strict] [-- --development]: bundles the extension, the command line and the lazy parts into dist/.
import { parseArgs } from 'node:util';
import { bundle, watch } from './build/bundle';
import { missingPrograms } from './build/entries';
import { shown } from './repository';

const { values } = parseArgs({
  options: {
    strict: { type: 'boolean', default: false },
    development: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
  },
});

const missing = missingPrograms();
for (const { source } of missing) console.error(`${shown(source)} does not exist.`);
if (missing.length > 0 && values.strict) process.exit(1);

if (values.watch) {
  await watch();
} else {
  const started = performance.now();
  const { outputs } = await bundle({ development: values.development });
  for (const [path, { bytes }] of Object.entries(outputs)) {
    if (path.endsWith('.cjs')) console.log(`${path.padEnd(28)} ${(bytes / 1024).toFixed(1).padStart(8)} KB`);
  }
  console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}
