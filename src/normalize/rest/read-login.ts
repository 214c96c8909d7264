import { asFields } from '../fields.ts';

/** The login of an account over REST, with `[bot]` when it has one; null when the account is gone: GitHub then shows none, or its stand-in `ghost`. */
export function readLogin(account: unknown): string | null {
  const { login } = asFields(account);
  return typeof login !== 'string' || login === '' || login === 'ghost' ? null : login;
}

/** The account as a webhook shows it; null when there is no login. */
export function accountOf(login: string | null): { readonly login: string } | null {
  return login === null ? null : { login };
}
