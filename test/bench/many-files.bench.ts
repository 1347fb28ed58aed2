import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../../scripts/build/bundle';
import { generateBicep } from './generate-bicep';
import type { Measure } from './measure';

const files = 10_000;

const json = (name: string): string =>
  JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [{ type: 'Microsoft.DBforPostgreSQL/flexibleServers', apiVersion: '2024-08-01', name, properties: { network: { publicNetworkAccess: 'Enabled' } } }],
  }, undefined, 2);

const storage = (name: string): string => `resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {\n  name: '${name}'\n}\n`;

/** Of ten files eight are about something else, one is a server in Bicep and one in JSON, as in a large repository with many of them. */
function write(folder: string): number {
  const server = generateBicep(60);
  let characters = 0;
  for (let index = 0; index < files; index++) {
    const inside = join(folder, `team${index % 100}`);
    if (index < 100) mkdirSync(inside);
    const [ending, text] = index % 10 === 0 ? ['bicep', server] : index % 10 === 1 ? ['json', json(`pg${index}`)] : ['bicep', storage(`s${index}`)];
    characters += text.length;
    writeFileSync(join(inside, `f${index}.${ending}`), text);
  }
  return characters;
}

/** A check of a whole repository by a new process: processor time, because others may be using the machine, and the most memory. */
const manyFiles: Measure = () => {
  if (!existsSync(commandLine)) throw new Error('There is no command line yet.');
  const folder = mkdtempSync(join(tmpdir(), 'postgresql-security-bench-'));
  try {
    const usage = join(folder, 'usage.json');
    const preload = join(folder, 'preload.cjs');
    writeFileSync(preload, `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())));\n`);
    const repository = join(folder, 'repository');
    mkdirSync(repository);
    const characters = write(repository);
    const { status, stderr } = spawnSync(process.execPath, ['--require', preload, commandLine, 'check', '--format', 'json', repository], { encoding: 'utf8', maxBuffer: 2 ** 30 });
    if (status !== 0 && status !== 1) throw new Error(`The command line failed: ${stderr.slice(0, 500)}`);
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, 'utf8')) as NodeJS.ResourceUsage;
    const note = `${(characters / 1e6).toFixed(1)} million characters, a fifth of the files with servers`;
    return [
      { name: `check of ${files} files`, value: (userCPUTime + systemCPUTime) / 1e6, unit: 's', budget: { atMost: 10 }, note },
      { name: `memory of a check of ${files} files`, value: maxRSS / 1024, unit: 'MB', budget: { atMost: 300 } },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const measures = [manyFiles];
