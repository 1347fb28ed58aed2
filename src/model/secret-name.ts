/** Says whether a property's value is a secret, by the property's name. */
export function isSecretName(name: string): boolean {
  return /password|secret|accesskey|accountkey|connectionstring|token$/i.test(name) && !/^(password_?encryption|passwordAuth|accepted_password_auth_method)$/i.test(name);
}
