import { known } from '../../model/fact';
import { defineLayer, factLine } from '../../model/layer';
import { parameterNeeds } from '../parameter';
import { connectionStringMode } from './connection-string-mode';
import { connectionStringName } from './connection-string-name';
import { connectionStringPlaintext } from './connection-string-plaintext';
import { connectionStringUnverified } from './connection-string-unverified';
import type { TlsFacts, TlsVersion } from './facts';
import { maximumProtocolVersion, minimumProtocolVersion, readTlsFacts, requireSecureTransport } from './facts';
import { idleMinimum } from './idle-minimum';
import { maximumVersion } from './maximum-version';
import { minimumVersion } from './minimum-version';
import { notStated } from './not-stated';
import { outdatedRoot } from './outdated-root';
import { prefer13 } from './prefer-1-3';
import { requireEncryption } from './require-encryption';
import { versionRange } from './version-range';

const spellMinimum = (version: TlsVersion): string =>
  version === 'any' ? 'any TLS version' : version === '1.3' ? 'TLS 1.3' : `TLS ${version} or newer`;

const spellMaximum = (version: TlsVersion): string => (version === 'any' ? 'none' : `TLS ${version}`);

function sumUp({ enforced: [enforced], minimum: [minimum] }: TlsFacts): string {
  const required = known(enforced);
  if (required === undefined) return 'Enforcement unknown';
  if (!required) return 'TLS not enforced';
  const version = known(minimum);
  if (version === undefined) return 'TLS enforced, minimum version unknown';
  return version === 'any' ? 'TLS of any version, enforced' : `${spellMinimum(version)}, enforced`;
}

export const tls = defineLayer<TlsFacts>({
  id: 'tls',
  label: 'Encryption in transit',
  summary:
    'Connections are encrypted by TLS, which is enforced by default and can be switched off; versions can be limited from below and from above.',
  appliesTo: ['flexible', 'single'],
  needs: [...parameterNeeds('flexible', [requireSecureTransport, minimumProtocolVersion, maximumProtocolVersion])],
  rules: [requireEncryption, minimumVersion, versionRange, maximumVersion, idleMinimum, prefer13, notStated],
  wideRules: [connectionStringPlaintext, connectionStringMode, connectionStringUnverified, connectionStringName, outdatedRoot],
  read: readTlsFacts,
  describe: ({ enforced: [enforced], minimum: [minimum], maximum: [maximum] }, { kind }) => [
    factLine('TLS enforced', enforced, (value) => (value ? 'yes' : 'no')),
    factLine('Minimum version', minimum, spellMinimum),
    ...(kind === 'single' ? [] : [factLine('Maximum version', maximum, spellMaximum)]),
  ],
  text: sumUp,
});
