import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import type { FactLine } from '../../model/layer';
import { defineLayer, factLine } from '../../model/layer';
import type { Server } from '../../model/resource';
import { isUnknown } from '../../model/value';
import { parameterNeeds } from '../parameter';
import { administrator } from './administrator';
import { administratorCount } from './administrator-count';
import { administratorType, individualAdministrator } from './administrator-types';
import type { Administrator, EntraFacts } from './facts';
import { administratorTypes, clusterRoles, isOff, readEntra } from './facts';
import { foreignTenant } from './foreign-tenant';
import { groupNames } from './group-names';
import { groupSync } from './group-sync';
import { passwordOnly, passwordSignIn } from './passwords';

const typeNames = { User: 'a user', Group: 'a group', ServicePrincipal: 'a service principal', Unknown: 'of unknown type' };

function describeAdministrator({ name, type, at }: Administrator): FactLine {
  const title = known(name) ?? 'An administrator whose name is not known';
  const line = factLine(title, type, (value) => typeNames[value]);
  return type.kind === 'notApplicable' ? { title, text: 'the administrator', state: 'set', at } : { ...line, at };
}

function describeAdministrators(facts: EntraFacts, { kind, resource }: Server): readonly FactLine[] {
  const { administrators, complete } = facts;
  const lines = administrators.map(describeAdministrator);
  const at = inResource(resource.key);
  const unused = kind !== 'single' && isOff(facts);
  if (isUnknown(complete) && !unused) {
    const title = lines.length === 0 ? 'Administrators' : 'Further administrators';
    return [...lines, { title, text: `unknown: ${complete.because}`, state: 'unknown', at }];
  }
  if (lines.length > 0) return lines;
  return [{ title: 'Administrators', text: 'none', state: unused ? 'notApplicable' : 'default', at }];
}

function describe(facts: EntraFacts, server: Server): readonly FactLine[] {
  const onOff = (on: boolean): string => (on ? 'on' : 'off');
  const modes =
    server.kind !== 'single'
      ? [
          factLine('Microsoft Entra authentication', facts.entra, onOff),
          factLine('Password authentication', facts.passwords, onOff),
          factLine('Tenant', facts.tenant),
        ]
      : [];
  return [...modes, ...describeAdministrators(facts, server)];
}

function modeText({ entra, passwords }: EntraFacts): string {
  const [byEntra, byPassword] = [known(entra), known(passwords)];
  if (byEntra === undefined || byPassword === undefined) return byPassword === true ? 'passwords accepted' : 'not known';
  if (byEntra && byPassword) return 'Microsoft Entra and passwords';
  if (byEntra) return 'Microsoft Entra only';
  return byPassword ? 'passwords only' : 'nobody can sign in';
}

/** "Microsoft Entra only, 2 administrators" */
function text(facts: EntraFacts): string {
  const { administrators, complete } = facts;
  if (isOff(facts)) return modeText(facts);
  const count = `${administrators.length} ${administrators.length === 1 ? 'administrator' : 'administrators'}`;
  if (isUnknown(complete)) return `${modeText(facts)}, administrators not known`;
  return `${modeText(facts)}, ${administrators.length === 0 ? 'no administrator' : count}`;
}

export const entraLayer = defineLayer<EntraFacts>({
  id: 'entra',
  label: 'Microsoft Entra authentication',
  summary: 'Who administers the server by Microsoft Entra, and whether PostgreSQL’s own passwords are accepted beside it.',
  appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
  needs: [
    ...[...Object.values(administratorTypes), clusterRoles].map((type) => ({ type })),
    ...parameterNeeds('flexible', groupSync.parameters),
  ],
  rules: [
    passwordOnly,
    administrator,
    passwordSignIn,
    administratorType,
    foreignTenant,
    individualAdministrator,
    administratorCount,
    groupSync,
    groupNames,
  ],
  read: readEntra,
  describe,
  text,
});
