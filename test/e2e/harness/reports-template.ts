import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** What a template says of pg-reports beside its name. */
export interface DeclaredReports {
  /** Lines of its properties. */
  readonly properties?: readonly string[];
  /** A parameter of PostgreSQL. */
  readonly parameter: string;
  readonly value: string;
}

/** Makes a folder whose reports.bicep declares the sample server pg-reports; it goes after the last test. */
export function reportsFolder({ properties = [], parameter, value }: DeclaredReports): string {
  const folder = mkdtempSync(join(tmpdir(), 'reports-e2e-'));
  const lines = [
    "resource reports 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {",
    "  name: 'pg-reports'",
    "  location: 'westeurope'",
    '  properties: {',
    "    version: '13'",
    ...properties.map((line) => `    ${line}`),
    '  }',
    '',
    "  resource parameter 'configurations' = {",
    `    name: '${parameter}'`,
    '    properties: {',
    `      value: '${value}'`,
    "      source: 'user-override'",
    '    }',
    '  }',
    '}',
    '',
  ];
  writeFileSync(join(folder, 'reports.bicep'), lines.join('\n'));
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}
