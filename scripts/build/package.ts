import { createVSIX } from '@vscode/vsce';
import { readFileSync } from 'node:fs';
import { root, vsixPath } from '../repository';
import { zipPaths } from './zip-paths';

/** What may be in the package. Everything else got there by mistake. */
const expected: readonly RegExp[] = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package(\.nls(\.[a-z-]+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/dist\/([a-z-]+\.cjs|THIRD_PARTY_NOTICES\.txt|postgresql-security\.schema\.json)$/,
  /^extension\/media\/([a-z0-9-]+\/)*[a-z0-9-]+\.(svg|png|gif|md|css|json)$/,
  /^extension\/syntaxes\/[a-zA-Z0-9.-]+\.json$/,
];

/** Files of the extension that package.json names, such as grammars and icons: paths that start with a dot. */
function named(value: unknown): string[] {
  if (typeof value === 'string') return /^\.\/[^*]+\.[a-z]+$/.test(value) ? [value.slice(2)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(named) : [];
}

/** Says in sentences what is in the package and should not be, or is missing from it. */
export function packageProblems(paths: readonly string[], manifest: Record<string, unknown>): string[] {
  const present = new Set(paths);
  const icon = manifest['icon'];
  const wanted = [manifest['main'], manifest['contributes'], typeof icon === 'string' ? `./${icon.replace(/^\.\//, '')}` : undefined];
  return [
    ...paths.filter((path) => !expected.some((pattern) => pattern.test(path))).map((path) => `${path} should not be in the package.`),
    ...wanted
      .flatMap(named)
      .filter((path) => !present.has(`extension/${path}`))
      .map((path) => `${path} is named in package.json and is not in the package.`),
  ];
}

/**
 * Packages what dist/ and .vscodeignore hold into the VSIX; vsce prints its contents.
 * @throws when the package holds something unexpected or lacks a file that package.json names.
 */
export async function createPackage(): Promise<void> {
  await createVSIX({ cwd: root, packagePath: vsixPath, dependencies: false, allowMissingRepository: true });
  const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as Record<string, unknown>;
  const problems = packageProblems(zipPaths(readFileSync(vsixPath)), manifest);
  if (problems.length > 0) throw new Error(`The package is not as it should be:\n${problems.join('\n')}`);
}
