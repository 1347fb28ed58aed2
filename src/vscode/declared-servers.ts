import { workspace, type Location as EditorLocation, type Uri, type WorkspaceEdit } from 'vscode';
import { Location } from 'vscode';
import { inResource, type Address } from '../model/address';
import type { ServerReport } from '../model/finding';
import type { Fix } from '../model/fix';
import { sameType, settingOf } from '../model/resource';
import type { Snapshot } from '../model/snapshot';
import type { Entry, Program } from '../sources/program';
import type { Configurations } from './configurations';
import type { Analysis } from './load-analysis';
import { workspaceEdit } from './templates/actions/action-maker';
import { TemplateFiles } from './templates/template-files';

/** A server as a template of the workspace declares it. */
export interface DeclaredServer {
  readonly name: string;
  readonly file: Uri;
  readonly report: ServerReport;
  /** Everything that the template declares beside it. */
  readonly snapshot: Snapshot;
  /** Where an address of the server, or of something of it, is written. */
  readonly locate: (at: Address) => EditorLocation | undefined;
  /**
   * The edits that carry a fix of this declaration out; nothing where some part of it has no place that can be written.
   * @param preview what the edits do, where VS Code is to show them before they are made.
   */
  readonly edits: (fix: Fix, preview?: string) => WorkspaceEdit | undefined;
  /** The address in the template that means the same as one of a live server. */
  readonly counterpart: (at: Address, live: Snapshot) => Address | undefined;
  /** Whether somebody has written what is at an address of the template, rather than left it to the service. */
  readonly declares: (at: Address) => boolean;
}

/** A workspace with more templates than this is searched in part. */
const mostFiles = 500;

async function templates(files: TemplateFiles): Promise<string[]> {
  const found = await workspace.findFiles('**/*.{bicep,bicepparam,json,jsonc}', '**/{node_modules,.git,dist,out}/**', mostFiles);
  // Most JSON files of a workspace are no templates.
  return found.map((uri) => uri.toString()).filter((file) => /\.bicepparam$/i.test(file) || /microsoft\.(?:dbforpostgresql|horizondb)/i.test(files.read(file) ?? ''));
}

function declared(program: Program, entry: Entry, snapshot: Snapshot, report: ServerReport, files: TemplateFiles): DeclaredServer {
  const { server } = report;
  const { key } = server.resource;
  return {
    name: typeof server.resource.name === 'string' ? server.resource.name : '?',
    file: files.uri(entry.file),
    report,
    snapshot,
    locate: (at) => {
      const found = program.locate(entry, at)?.at;
      return found === undefined ? undefined : new Location(files.uri(found.file), files.range(found));
    },
    edits: (fix, preview) => {
      const written = program.edits(entry, fix);
      return written === undefined ? undefined : workspaceEdit(files, written.edits, preview);
    },
    declares: (at) => {
      const resource = at.in === 'resource' ? snapshot.resource(at.key) : undefined;
      // What is said of the server as a whole is mostly that it lacks something, which its declaration does not bring back.
      if (at.in === 'resource' && at.key === key && at.path.length === 0) return false;
      return resource !== undefined && at.in === 'resource' && settingOf(resource, at.path) !== undefined;
    },
    counterpart: (at, live) => {
      if (at.in !== 'resource') return undefined;
      const own = live.resource(at.key);
      if (own?.parent === undefined) return own === undefined ? undefined : inResource(key, ...at.path);
      const child = snapshot.resources.find((resource) => resource.parent === key && sameType(resource.type, own.type) && resource.name === own.name);
      return child === undefined ? undefined : inResource(child.key, ...at.path);
    },
  };
}

/** Reads all PostgreSQL servers that the templates of the workspace declare. */
export async function readDeclaredServers(analysis: Analysis, configurations: Configurations, today: string): Promise<readonly DeclaredServer[]> {
  const { openProgram, check, layers } = analysis;
  const files = new TemplateFiles();
  const program = openProgram({ files: await templates(files), host: files });
  return program.entries.flatMap((entry) => {
    const snapshot = program.snapshot(entry);
    return check(snapshot, { layers, ...configurations.policy(analysis, files.uri(entry.file)), today }).servers.map((report) => declared(program, entry, snapshot, report, files));
  });
}
