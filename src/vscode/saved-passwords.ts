import type { SecretStorage } from 'vscode';

/** Whose password it is: the same role on another host or port is another one. */
export interface PasswordOwner {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

const prefix = 'password:';
const key = ({ host, port, user }: PasswordOwner): string => prefix + JSON.stringify([host.toLowerCase(), port, user]);

/** Passwords that a person chose to keep, in VS Code's secret storage and nowhere else. */
export const savedPasswords = {
  get: (secrets: SecretStorage, owner: PasswordOwner): Thenable<string | undefined> => secrets.get(key(owner)),
  save: (secrets: SecretStorage, owner: PasswordOwner, password: string): Thenable<void> => secrets.store(key(owner), password),
  forget: (secrets: SecretStorage, owner: PasswordOwner): Thenable<void> => secrets.delete(key(owner)),
} as const;
