import type { Address, Path } from '../../../../src/model/address';
import type { Change } from '../../../../src/model/fix';
import type { Resource } from '../../../../src/model/resource';
import type { Snapshot } from '../../../../src/model/snapshot';
import type { Host, Location, Program, TextEdit, TextFix } from '../../../../src/sources/program';
import { openProgram } from '../../../../src/sources/template/open-program';

export type Files = Readonly<Record<string, string>>;

export function hostOf(files: Files): Host {
  return {
    read: (file) => (Object.hasOwn(files, file) ? files[file] : undefined),
    resolve: (from, reference) => {
      const parts = [...from.split('/').slice(0, -1), ...reference.split('/')].filter((part) => part !== '.');
      for (let at = parts.indexOf('..'); at > 0; at = parts.indexOf('..')) parts.splice(at - 1, 2);
      return parts.join('/');
    },
  };
}

/** A program of a few files, with its first entry opened. */
export class Opened {
  readonly program: Program;
  readonly snapshot: Snapshot;

  constructor(
    readonly files: Files,
    given: readonly string[] = Object.keys(files),
  ) {
    this.program = openProgram({ files: given, host: hostOf(files) });
    this.snapshot = this.program.snapshot(this.entry);
  }

  get entry() {
    return this.program.entries[0] ?? { file: '' };
  }

  /** The resource whose key ends with a symbol. */
  resource(symbol: string): Resource {
    const found = this.snapshot.resources.find(({ key }) => key.endsWith(symbol));
    if (found === undefined) throw new Error(`no resource ${symbol} among ${this.snapshot.resources.map(({ key }) => key).join(', ')}`);
    return found;
  }

  at(symbol: string, ...path: Path): Address & { in: 'resource' } {
    return { in: 'resource', key: this.resource(symbol).key, path };
  }

  textAt({ file, start, end }: Location): string {
    return `${file}: ${this.files[file]?.slice(start, end) ?? ''}`;
  }

  /** The text of an address, and what is related to it. */
  located(address: Address): readonly string[] {
    const found = this.program.locate(this.entry, address);
    if (found === undefined) return [];
    return [this.textAt(found.at), ...found.related.map(({ message, location }) => `${message} = ${this.textAt(location)}`)];
  }

  edits(...changes: readonly Change[]): readonly TextEdit[] | undefined {
    return this.textFix(...changes)?.edits;
  }

  /** A fix with these changes in text. */
  textFix(...changes: readonly Change[]): TextFix | undefined {
    return this.program.edits(this.entry, { title: 'Mend it', effect: 'safe', changes });
  }

  /** Opens the files as they are after a fix, or returns nothing where it cannot be written. */
  mend(...changes: readonly Change[]): Opened | undefined {
    const edits = this.edits(...changes);
    if (edits === undefined) return undefined;
    const files: Record<string, string> = { ...this.files };
    for (const edit of [...edits].reverse()) {
      const text = files[edit.file] ?? '';
      files[edit.file] = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    }
    return new Opened(files, Object.keys(files));
  }
}

export const flexible = 'Microsoft.DBforPostgreSQL/flexibleServers';
export const version = '2024-08-01';

/** A Bicep file with a Flexible Server `server`, whose properties are given. */
export function server(properties: string, around = ''): string {
  return `${around}
resource server '${flexible}@${version}' = {
  name: 'pg'
  properties: {
    ${properties}
  }
}
`;
}

/** A firewall rule in Bicep. */
export function rule(symbol: string, head: string, body = ''): string {
  return `
resource ${symbol} '${flexible}/firewallRules@${version}' = ${head}{
  ${body}
  properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
}
`;
}

export const arm = (parts: object): string =>
  JSON.stringify({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', ...parts }, null, 2);
