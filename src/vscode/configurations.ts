import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { EventEmitter, Uri, workspace, type Event, type TextDocument } from 'vscode';
import { configurationName, type Configuration, type LiveSuppression } from '../engine/configuration/configuration';
import type { ReadConfiguration } from '../engine/configuration/read-configuration';
import type { Policy } from '../engine/policy';
import { coalesce } from './coalesce';
import type { Analysis } from './load-analysis';
import type { Settings } from './settings';

/** A configuration beyond this size is none that a person wrote. */
const largest = 1_000_000;

/** What one configuration file says. */
export interface ConfigurationFile extends ReadConfiguration {
  readonly uri: Uri;
  readonly text: string;
}

/** The configuration files of the workspace, as they are in the editor or on disk. */
export interface Configurations {
  /** Fires when one changed, came or went. */
  readonly onDidChange: Event<void>;
  /** How a template is judged; without one, how live servers are: by the workspace's own file. */
  readonly policy: (analysis: Analysis, template?: Uri) => Policy;
  /** True for templates that the configuration leaves out. */
  readonly isIgnored: (analysis: Analysis, template: Uri) => boolean;
  /** The exceptions for live servers. */
  readonly suppressions: (analysis: Analysis) => readonly LiveSuppression[];
  readonly read: (analysis: Analysis, uri: Uri) => ConfigurationFile;
  readonly dispose: () => void;
}

export const isConfiguration = ({ uri }: TextDocument): boolean => uri.path.endsWith(`/${configurationName}`) && uri.scheme !== 'git';

function textOf(uri: Uri): string {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  try {
    return statSync(uri.fsPath).size > largest ? '' : readFileSync(uri.fsPath, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return '';
  }
}

/** Finds the configuration of a folder: its own, or that of the nearest folder above it within its repository. */
function findAbove(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const file = join(current, configurationName);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file;
    if (dirname(current) === current || existsSync(join(current, '.git'))) return undefined;
  }
}

export function createConfigurations(settings: () => Settings): Configurations {
  const changed = new EventEmitter<void>();
  const files = new Map<string, ConfigurationFile>();
  const found = new Map<string, string | undefined>();
  const later = coalesce(() => {
    files.clear();
    found.clear();
    changed.fire();
  });
  const ofDocument = (document: TextDocument): void => {
    if (isConfiguration(document)) later.ask();
  };
  const watcher = workspace.createFileSystemWatcher(`**/${configurationName}`);
  const listeners = [
    watcher,
    watcher.onDidChange(later.ask),
    watcher.onDidCreate(later.ask),
    watcher.onDidDelete(later.ask),
    workspace.onDidOpenTextDocument(ofDocument),
    workspace.onDidCloseTextDocument(ofDocument),
    workspace.onDidChangeTextDocument(({ document }) => ofDocument(document)),
    workspace.onDidSaveTextDocument(ofDocument),
    workspace.onDidChangeWorkspaceFolders(later.ask),
  ];

  const read = (analysis: Analysis, uri: Uri): ConfigurationFile => {
    const key = uri.toString();
    const before = files.get(key);
    if (before !== undefined) return before;
    const text = textOf(uri);
    const file = { uri, text, ...analysis.readConfiguration(analysis.parseDocument(key, text.slice(0, largest)).root, analysis.layers.flatMap(({ rules }) => rules)) };
    files.set(key, file);
    return file;
  };
  const nearest = (analysis: Analysis, folder: string): ConfigurationFile | undefined => {
    if (!found.has(folder)) found.set(folder, findAbove(folder));
    const path = found.get(folder);
    return path === undefined ? undefined : read(analysis, Uri.file(path));
  };
  /** The file for a template; templates that are on no disk, and live servers, take that of the first folder with one. */
  const fileFor = (analysis: Analysis, template?: Uri): ConfigurationFile | undefined => {
    if (template?.scheme === 'file') return nearest(analysis, dirname(template.fsPath));
    for (const { uri } of workspace.workspaceFolders ?? []) {
      const file = uri.scheme === 'file' ? nearest(analysis, uri.fsPath) : undefined;
      if (file !== undefined) return file;
    }
    return undefined;
  };
  const configurationFor = (analysis: Analysis, template?: Uri): Configuration => fileFor(analysis, template)?.configuration ?? analysis.noConfiguration;

  return {
    onDidChange: changed.event,
    policy: (analysis, template) => {
      const { profile, rules } = settings();
      return analysis.policyOf(configurationFor(analysis, template), { levels: rules, ...(profile === undefined ? {} : { profile }) });
    },
    isIgnored: (analysis, template) => {
      const file = template.scheme === 'file' ? fileFor(analysis, template) : undefined;
      if (file === undefined || file.configuration.ignore.length === 0) return false;
      const path = relative(dirname(file.uri.fsPath), template.fsPath).split(sep).join('/');
      return file.configuration.ignore.some((pattern) => analysis.matchesFile(path, pattern));
    },
    suppressions: (analysis) => configurationFor(analysis).suppressions,
    read,
    dispose: () => {
      later.dispose();
      for (const listener of listeners) listener.dispose();
      changed.dispose();
    },
  };
}
