// npm run package [-- --strict]: bundles, packages the VSIX into dist/ and prints what is in it.
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundle } from './build/bundle';
import { missingPrograms } from './build/entries';
import { createPackage } from './build/package';
import { shown, vsixPath } from './repository';

const { values } = parseArgs({ options: { strict: { type: 'boolean', default: false } } });
if (values.strict && missingPrograms().length > 0) {
  throw new Error(`Missing: ${missingPrograms().map(({ source }) => shown(source)).join(', ')}`);
}
await bundle();
await createPackage();
console.log(`${shown(vsixPath)}: ${(statSync(vsixPath).size / 1024).toFixed(1)} KB`);
