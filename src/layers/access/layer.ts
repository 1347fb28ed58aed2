import { known } from '../../model/fact';
import { defineLayer, factLine } from '../../model/layer';
import { parameterNeed } from '../parameter';
import type { AccessFacts } from './facts';
import { acceptedMethods, passwordEncryption, readAccessFacts } from './facts';
import { insecureParameter } from './insecure-parameter';
import { literalPassword } from './literal-password';
import { md5SignIn } from './md5-sign-in';
import { passwordHashing } from './password-hashing';
import { reservedLogin } from './reserved-login';
import { secretDefault } from './secret-default';

function sumUp({ passwords, hash: [hash], login }: AccessFacts): string {
  if (known(passwords) === false) return 'No passwords';
  const stored = known(hash);
  if (stored !== undefined) return stored === 'md5' ? 'Passwords stored as MD5' : 'Passwords stored by SCRAM';
  const name = known(login);
  return name === undefined ? 'Passwords accepted' : `Administrator ${name}`;
}

export const access = defineLayer<AccessFacts>({
  id: 'access',
  label: 'Administrator and PostgreSQL roles',
  summary: 'The administrator role is made with the server; how passwords are handed over, stored and proved is for its owner to say.',
  appliesTo: ['flexible', 'single', 'cluster'],
  needs: [parameterNeed('flexible', [passwordEncryption, acceptedMethods])],
  rules: [literalPassword, insecureParameter, secretDefault, reservedLogin, passwordHashing, md5SignIn],
  read: readAccessFacts,
  describe: ({ login, hash: [hash], methods: [methods] }, { kind }) => [
    factLine('Administrator', login),
    ...(kind === 'flexible'
      ? [
          factLine('Passwords stored by', hash),
          factLine('Accepted ways to prove a password', methods, (words) => words.join(', ')),
        ]
      : []),
  ],
  text: sumUp,
});
