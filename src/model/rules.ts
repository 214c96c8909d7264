import type { JobState, Kind } from './job-run.ts';
import type { JobSource } from './observation.ts';

/** Provider rules as data, after validation. The first matching entry of a list wins. Regular expressions are compiled, case-insensitive where the file says so. */
export interface Rules {
  readonly providers: readonly ProviderRules[];
  /** Applied when no rule of the provider gives a kind. */
  readonly kinds: readonly KindRule[];
  /** Per repository (`owner/name`, `owner/*` or `*`): providers that must answer every revision. */
  readonly expected: readonly ExpectedProviders[];
}

/** How one CI system reports. */
export interface ProviderRules {
  /** The provider's name: a label value. */
  readonly name: string;
  /** App slugs, bot logins (without `[bot]`) and status contexts by which it is known. */
  readonly apps: readonly string[];
  readonly senders: readonly string[];
  readonly contexts: readonly RegExp[];
  readonly kinds: readonly KindRule[];
  readonly states: readonly StateRule[];
}

export interface KindRule {
  readonly name: RegExp;
  readonly kind: Kind;
}

/** A text that tells more than GitHub's state. All given conditions must hold. */
export interface StateRule {
  readonly text: RegExp | null;
  readonly name: RegExp | null;
  readonly source: JobSource | null;
  /** Applies only when GitHub says one of these ("pending", "failure", "neutral", …); null: always. */
  readonly when: readonly string[] | null;
  readonly state: JobState;
}

export interface ExpectedProviders {
  readonly repository: RegExp;
  readonly providers: readonly string[];
}
