import { workspace, type WorkspaceConfiguration } from 'vscode';
import type { RuleLevels } from '../engine/configuration/configuration';
import type { Profile } from '../engine/profile';
import { isProfile } from '../engine/profile';

/** Who signs in: VS Code's own Microsoft account, or one of the ways of `@azure/identity`. */
export type SignInWith = 'vscode' | 'azureCli' | 'environment' | 'managedIdentity' | 'default';

/** The settings of the extension, checked: what is not understood counts as the default. */
export interface Settings {
  /** Set where it is to go before that of postgresql-security.json. */
  readonly profile?: Profile;
  /** Levels of rules that go before those of postgresql-security.json. */
  readonly rules: RuleLevels;
  /** Whose findings the Problems panel lists: servers that were opened or pinned, all that were read, or none. */
  readonly liveProblems: 'opened' | 'all' | 'off';
  readonly templates: boolean;
  /** What cannot be decided in a template: a hint in the editor, an entry in Problems too, or nothing. */
  readonly templateUnknowns: 'hint' | 'problem' | 'off';
  /** Whether a line above each server of a template sums it up. */
  readonly codeLens: boolean;
  readonly signInWith: SignInWith;
  readonly cloud: 'public' | 'usgov' | 'china' | 'custom';
  /** Resource Manager's address, for the custom cloud. */
  readonly customEndpoint: string;
  readonly tenant: string;
  /** The part of Azure's limit of calls to use, above 0 and up to 1. */
  readonly scanShare: number;
  /** A PEM file to verify PostgreSQL servers by, in place of the roots that Azure uses; empty for those. */
  readonly rootCertificate: string;
}

export const section = 'postgresqlSecurity';

function oneOf<T extends string>(value: unknown, options: readonly T[], otherwise: T): T {
  return options.find((option) => option === value) ?? otherwise;
}

/** What somebody set, in whichever place; nothing where it is the default. */
function chosen(settings: WorkspaceConfiguration, name: string): unknown {
  const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect(name) ?? {};
  return workspaceFolderValue ?? workspaceValue ?? globalValue;
}

function levelsOf(value: unknown): RuleLevels {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter(([, level]) => ['error', 'warning', 'info', 'off'].includes(String(level))));
}

/** Reads the settings as they are now. */
export function readSettings(): Settings {
  const settings = workspace.getConfiguration(section);
  const profile = chosen(settings, 'profile');
  return {
    ...(typeof profile === 'string' && isProfile(profile) ? { profile } : {}),
    rules: levelsOf(settings.get('rules')),
    liveProblems: oneOf(settings.get('liveProblems'), ['opened', 'all', 'off'], 'opened'),
    templates: settings.get<boolean>('templates.enabled', true),
    templateUnknowns: oneOf(settings.get('templates.undecided'), ['hint', 'problem', 'off'], 'hint'),
    codeLens: settings.get<boolean>('templates.codeLens', true),
    signInWith: oneOf(settings.get('signIn.with'), ['vscode', 'azureCli', 'environment', 'managedIdentity', 'default'], 'vscode'),
    cloud: oneOf(settings.get('cloud'), ['public', 'usgov', 'china', 'custom'], 'public'),
    customEndpoint: settings.get<string>('customCloud.resourceManager', ''),
    tenant: settings.get<string>('signIn.tenant', ''),
    scanShare: Math.min(100, Math.max(1, settings.get<number>('scan.share', 50))) / 100,
    rootCertificate: settings.get<string>('connection.rootCertificate', ''),
  };
}
