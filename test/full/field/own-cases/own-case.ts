import { createHash } from 'node:crypto';
import type { Expectation, FieldCase, FieldDelivery } from '../support/field-case.ts';
import { repositoryNamed } from './repository.ts';
import type { Told } from './told.ts';

/** A case of our own: a repository of its own, what it is told, and what must come out by which sentence of the rules. */
export interface OwnCase {
  /** Also the repository's name. */
  readonly name: string;
  /** The sentence, or sentences, that decide. */
  readonly rule: string;
  readonly told: readonly Told[];
  readonly expected: Expectation;
  /** Default `own`; another one for repositories that the settings know. */
  readonly owner?: string;
  /** Further full names under which its rows may be listed. */
  readonly alsoNamed?: readonly string[];
}

/** The case as deliveries. Identifiers are made from its name, so that they are the same in every run. */
export function toFieldCase({ name, told, expected, owner = 'own', alsoNamed = [] }: OwnCase): FieldCase {
  const repository = repositoryNamed(`${owner}/${name}`);
  const deliveries = told.map((tell, index): FieldDelivery => {
    const { event, payload, guid } = tell(repository);
    return { guid: guid ?? guidOf(`${name} ${index}`), event, payload };
  });
  return { name, repositories: [repository.fullName, ...alsoNamed], deliveries, expected };
}

/** A version-4 UUID, which holds no time. */
function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
