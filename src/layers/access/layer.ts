import { known } from '../../model/fact';
import { defineLayer, factLine } from '../../model/layer';
import { aroundLine } from '../around';
import { allowedExtensions } from '../extensions';
import type { Parameter } from '../parameter';
import { parameterNeeds } from '../parameter';
import { assignmentsNeed, broadAssignment, rolesOnServer } from './broad-assignment';
import { migrationPassword, rolePassword } from './child-passwords';
import { connectionStringPassword } from './connection-string-password';
import { leakedParameter } from './leaked-parameter';
import { literalLogin } from './literal-login';
import { outerScopeSecret } from './outer-scope-secret';
import { outputSecret } from './output-secret';
import { plainPasswordSetting } from './plain-password-setting';
import { predictablePassword } from './predictable-password';
import type { AccessFacts } from './facts';
import { acceptedMethods, passwordEncryption, readAccessFacts } from './facts';
import { insecureParameter } from './insecure-parameter';
import { literalPassword } from './literal-password';
import { managedIdentity } from './managed-identity';
import { md5SignIn } from './md5-sign-in';
import { notStated } from './not-stated';
import { passwordHashing } from './password-hashing';
import { predictableLogin } from './predictable-login';
import { networkAccess, publicAccounts, publicStorage } from './public-storage';
import { reservedLogin } from './reserved-login';
import { riskyExtensions } from './risky-extensions';
import { insideLines } from './role-lines';
import { roleRules } from './role-rules';
import { secretDefault } from './secret-default';
import { sessionTimeouts, timeouts } from './session-timeouts';
import { throttlingRules } from './throttling-rules';
import { unusedPassword } from './unused-password';

function sumUp({ passwords, hash: [hash], login }: AccessFacts): string {
  if (known(passwords) === false) return 'No passwords';
  const stored = known(hash);
  if (stored !== undefined) return stored === 'md5' ? 'Passwords stored as MD5' : 'Passwords stored by SCRAM';
  const name = known(login);
  return name === undefined ? 'Passwords accepted' : `Administrator ${name}`;
}

function parametersOf(kind: 'flexible' | 'single'): readonly Parameter<unknown>[] {
  const own = [passwordEncryption, acceptedMethods, allowedExtensions, publicAccounts, networkAccess, ...timeouts];
  const judged = throttlingRules.filter(({ meta }) => meta.appliesTo.includes(kind)).flatMap((rule) => rule.parameters);
  return kind === 'single' ? judged : [...own, ...judged];
}

export const access = defineLayer<AccessFacts>({
  id: 'access',
  label: 'Administrator and PostgreSQL roles',
  summary: 'The administrator role is made with the server; how passwords are handed over, stored and proved is for its owner to say.',
  appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
  needs: [...parameterNeeds('flexible', parametersOf('flexible')), ...parameterNeeds('single', parametersOf('single')), ...parameterNeeds('cluster', [passwordEncryption]), ...parameterNeeds('horizon', [passwordEncryption]), assignmentsNeed],
  rules: [
    literalPassword,
    insecureParameter,
    secretDefault,
    reservedLogin,
    passwordHashing,
    md5SignIn,
    unusedPassword,
    publicStorage,
    riskyExtensions,
    managedIdentity,
    predictableLogin,
    sessionTimeouts,
    broadAssignment,
    outerScopeSecret,
    predictablePassword,
    migrationPassword,
    rolePassword,
    literalLogin,
    ...throttlingRules,
    notStated,
    ...roleRules,
  ],
  wideRules: [outputSecret, connectionStringPassword, plainPasswordSetting, leakedParameter],
  read: readAccessFacts,
  describe: ({ login, hash: [hash], methods: [methods], inside }, server, snapshot) => [
    factLine('Administrator', login),
    ...(server.kind === 'single' ? [] : [factLine('Passwords stored by', hash)]),
    ...(server.kind === 'flexible'
      ? [
          factLine('Accepted ways to prove a password', methods, (words) => words.join(', ')),
        ]
      : []),
    ...aroundLine({ server, snapshot }, rolesOnServer(server)),
    ...(snapshot.origin === 'live' ? insideLines(inside, server) : []),
  ],
  text: sumUp,
});
