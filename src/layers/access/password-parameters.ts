import { parameterWithoutValue } from '../../model/reasons';
import type { Context } from '../../model/rule';
import type { Declaration, Snapshot } from '../../model/snapshot';
import type { Server } from '../../model/resource';
import { settingOf } from '../../model/resource';
import { isUnknown } from '../../model/value';
import type { DatabaseSecrets } from './database-secrets';
import { databaseSecrets, holdsSecret, isSensitive } from './database-secrets';
import { writtenTexts } from './written-texts';

/** The names that people give to parameters for passwords; names such as passwordAuth or pwdLength end otherwise. */
const passwordName = /(?:password|passwd|passphrase|pwd)\d*$/i;

/** Shorter ones are parts of other words too: `bypass`. */
const shortName = /(?:^(?:pass|pw)|_(?:pass|pw|PASS|PW)|[a-z\d](?:Pass|Pw|PW))\d*$/;

export const isPasswordName = (name: string): boolean => passwordName.test(name) || shortName.test(name);

function passwordParameters({ declarations }: Snapshot): readonly Declaration[] {
  return declarations.filter(({ at, type }) => at.kind === 'parameter' && (type === 'string' || type === 'securestring'));
}

/** The default that a file writes for a parameter, where it is a text and not empty. */
export function writtenDefault({ value }: Declaration): string | undefined {
  return typeof value === 'string' ? writtenTexts(value)[0] : undefined;
}

/** The passwords that this server can be given, out of what the files say; also those that come in secrecy. */
export const writtenPasswords = ({ server }: Context): readonly string[] => writtenTexts(passwordOf(server));

const passwordOf = ({ resource }: Server): ReturnType<typeof settingOf> =>
  settingOf(resource, ['properties', 'administratorLoginPassword']);

const hasPassword = (server: Server): boolean => passwordOf(server) !== undefined;

/** Whether the template hands the password over openly, so that a parameter which it comes from is not secure. */
export function isOpen(server: Server): boolean {
  const value = passwordOf(server);
  return value !== undefined && value !== '' && !(isUnknown(value) && value.sensitive === true);
}

function judgedWith(context: Context, concerns: (server: Server) => boolean): boolean {
  const first = context.snapshot.servers.find(concerns);
  return first?.resource.key === context.server.resource.key;
}

/**
 * The parameters for passwords that are not secure, with the first server that is handed one openly, or with the first
 * one that has a password where all get theirs by way of secure parameters; a parameter serves all servers of a template and is reported once.
 */
export function openParameters(context: Context): readonly Declaration[] {
  const { snapshot } = context;
  const anyOpen = snapshot.servers.some(isOpen);
  if (!judgedWith(context, anyOpen ? isOpen : hasPassword)) return [];
  const written = writtenPasswords(context);
  const secrets = databaseSecrets(snapshot);
  const handedOn = namesHandedOn(snapshot, secrets);
  return passwordParameters(snapshot).filter((declaration) => {
    if (declaration.secure || isHandedSecret(declaration, secrets)) return false;
    const value = writtenDefault(declaration);
    if (value !== undefined && ((anyOpen && written.includes(value)) || secrets.texts.has(value))) return true;
    // A value may be named after what decides on it: only with the name of a password is a parameter taken for one.
    return isPasswordName(declaration.at.name) && (anyOpen || handedOn.has(declaration.at.name));
  });
}

/**
 * The names of plain parameters that the passwords of servers come from although secure parameters take them on the way,
 * which keep secret what whoever calls them does not. Of the modules of registries it is not known what they are given;
 * a name that no secure parameter has is that of a plain one.
 */
function namesHandedOn({ declarations }: Snapshot, secrets: DatabaseSecrets): ReadonlySet<string> {
  const secure = declarations.filter((declaration) => declaration.secure);
  const reasons = secure.flatMap(({ given = [] }) => given.flatMap((value) => (isUnknown(value) && !isSensitive(value) && secrets.reasons.has(value.because) ? [value.because] : [])));
  const guarded = new Set(secure.map(({ at }) => at.name));
  const names = [...secrets.reasons].flatMap((because) => parameterWithoutValue(because) ?? []).filter((name) => !guarded.has(name));
  return new Set([...names, ...reasons.flatMap((because) => parameterWithoutValue(because) ?? [])]);
}

/** Whether somebody hands a secret to a parameter, which is told as such, once. */
function isHandedSecret({ given = [] }: Declaration, secrets: DatabaseSecrets): boolean {
  return given.some((value) => isSensitive(value) && holdsSecret(value, secrets));
}

/** The secure parameters for passwords, with the first server that is given a password. */
export function secureParameters(context: Context): readonly Declaration[] {
  if (!judgedWith(context, hasPassword)) return [];
  const written = writtenPasswords(context);
  return passwordParameters(context.snapshot).filter((declaration) => {
    const value = writtenDefault(declaration);
    return declaration.secure && (isPasswordName(declaration.at.name) || (value !== undefined && written.includes(value)));
  });
}

/** Whether a written password is the default of a parameter, at which it is reported. */
export function isDefault(context: Context, password: string): boolean {
  return passwordParameters(context.snapshot).some((declaration) => writtenDefault(declaration) === password);
}
