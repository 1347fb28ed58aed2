import type { CommandIo, ExitCode } from '../../../src/cli/command-io';
import { run } from '../../../src/cli/run';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly error: string;
}

/** Runs the command line in a folder, as a shell would. */
export async function runIn(cwd: string, argv: readonly string[], parts: Partial<CommandIo> = {}): Promise<Ran> {
  let [out, error] = ['', ''];
  const code = await run(argv, {
    cwd,
    environment: {},
    today: '2026-11-25',
    isTerminal: () => false,
    readInput: () => Promise.resolve(Buffer.from('')),
    out: (text) => (out += text),
    error: (text) => (error += text),
    ...parts,
  });
  return { code, out, error };
}

/** A server that anybody may reach: one error. */
export const openServer = `resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'db'
  location: 'westeurope'
  sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' }
  properties: { version: '17' }
}

resource everyone 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = {
  parent: server
  name: 'everyone'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: '255.255.255.255'
  }
}
`;
