import type { JobState, Kind, Role } from './job-run.ts';
import type { JobSource } from './observation.ts';

/** Provider rules, ready to use: their regular expressions are compiled. */
export type Rules = RulesOf<RegExp>;

/**
 * The same rules as plain data, which can be written as JSON and read again with `readStoredRules`; `compileRules` makes `Rules` of
 * it. A pattern is the text of a regular expression; that of `expected` is `owner/name`, `owner/*` or `*`.
 */
export type RulesData = RulesOf<string>;

/** The rules of all files together, after validation. The first matching entry of a list wins. */
export interface RulesOf<Pattern> {
  readonly providers: readonly ProviderRulesOf<Pattern>[];
  /** Applied when no rule of the provider gives a kind, and only to jobs of role `ci`. */
  readonly kinds: readonly KindRuleOf<Pattern>[];
  /** What GitHub's own words mean; applied when no rule of the provider gives a state. */
  readonly states: readonly StateRuleOf<Pattern>[];
  /** Per repository (`owner/name`, `owner/*` or `*`): providers that must answer every revision. */
  readonly expected: readonly ExpectedProvidersOf<Pattern>[];
}

/** Where a rule stands, so that a person can look it up. */
export interface RulePlace {
  /** As the user knows the file: `rules/packit.yaml`, or the path of the configuration file. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** How one CI system reports. */
export interface ProviderRulesOf<Pattern> {
  /** The provider's name: a label value. */
  readonly name: string;
  /** What its jobs are for, unless a kind rule says otherwise. */
  readonly role: Role;
  readonly place: RulePlace;
  /** App slugs and bot logins (without `[bot]`) by which it is known, in lower case. */
  readonly apps: readonly string[];
  /** Logins of the accounts that send its commit statuses, in lower case. */
  readonly senders: readonly string[];
  readonly contexts: readonly Pattern[];
  /** Texts of commit statuses that only this system writes. */
  readonly texts: readonly Pattern[];
  readonly kinds: readonly KindRuleOf<Pattern>[];
  readonly states: readonly StateRuleOf<Pattern>[];
}

/** What a job of this name is for. */
export interface KindRuleOf<Pattern> {
  readonly name: Pattern;
  readonly kind: Kind;
  /** null: the provider's own role. */
  readonly role: Role | null;
  readonly place: RulePlace;
}

/** A text that tells more than GitHub's state. All given conditions must hold. */
export interface StateRuleOf<Pattern> {
  readonly text: Pattern | null;
  readonly name: Pattern | null;
  readonly source: JobSource | null;
  /** Applies only when GitHub says one of these ("pending", "failure", "neutral", …; "unknown" for a word outside its documents); null: always. */
  readonly when: readonly string[] | null;
  /** Actions jobs only: `none`: none of its own steps ran; `cut_off`: none failed and one has no conclusion. null: does not matter. */
  readonly steps: 'none' | 'cut_off' | null;
  /** It ran this long, both ends inclusive, in ms, and both times are known; null: does not matter. */
  readonly ran: { readonly fromMs: number; readonly toMs: number } | null;
  /** `ignore`: no report of the job at all (a person's word over a machine's). */
  readonly state: JobState | 'ignore';
  /** For state error: why, as one word; null: the provider's text. */
  readonly reason: string | null;
  readonly place: RulePlace;
}

/** Who must answer every revision of these repositories. */
export interface ExpectedProvidersOf<Pattern> {
  readonly repository: Pattern;
  readonly providers: readonly string[];
  readonly place: RulePlace;
}

export type ProviderRules = ProviderRulesOf<RegExp>;
export type KindRule = KindRuleOf<RegExp>;
export type StateRule = StateRuleOf<RegExp>;
