/** Forms in which secrets get into the texts of errors: a password in an address, and a bearer token. */
const SECRETS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/(\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s:@/"\\]{0,200}:)[^\s@/"\\]{1,200}@/gi, '$1***@'],
  [/(\bBearer\s+)[\w.~+/=-]{1,2000}/gi, '$1***'],
  [/("(?:token|password|authorization|auth_token|secret)":")(?:[^"\\]|\\.){1,2000}"/gi, '$1***"'],
];

/** Replaces passwords and tokens in a log record by `***`; nobody means to log them, but libraries quote. */
export function hideSecrets(record: string): string {
  return SECRETS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), record);
}
