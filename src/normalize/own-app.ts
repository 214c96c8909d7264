import { asFields, type Fields } from './fields.ts';
import { readId } from './read-id.ts';

/** The App that we are. */
export interface OwnApp {
  readonly id: number;
  /** Its name in addresses and in its bot's login; null while it is not known. */
  readonly slug: string | null;
}

/** Is this our own check or commit status? Such a report says nothing of CI. Never throws. */
export function isOwnReport(payload: Fields, own: OwnApp | undefined): boolean {
  if (own === undefined) return false;
  const check = asFields(payload['check_run']);
  const app = readId(asFields(check['app'])['id']) ?? readId(asFields(asFields(payload['check_suite'])['app'])['id']);
  if (app !== null) return app === own.id;
  const login = asFields(payload['sender'])['login'];
  return own.slug !== null && typeof login === 'string' && login.toLowerCase() === `${own.slug.toLowerCase()}[bot]`;
}
