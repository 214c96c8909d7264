/** A delivery as GitHub sends it, before it is signed. */
export interface FieldDelivery {
  readonly guid: string;
  readonly event: string;
  readonly payload: object;
}

/** Finds exactly one item of a list by some of its fields, and says what others of its fields are. */
export interface ExpectedItem {
  readonly match: Readonly<Record<string, unknown>>;
  readonly want: Readonly<Record<string, unknown>>;
}

/** Which events an objective counted; a word that is left out is not looked at. */
export interface ExpectedCounts {
  readonly good?: number;
  readonly bad?: number;
  readonly excluded?: number;
}

/** What must come out of a case. Everything that is left out is not looked at. */
export interface Expectation {
  readonly runs_count?: number;
  readonly runs?: readonly ExpectedItem[];
  readonly revisions?: readonly ExpectedItem[];
  /** What the case adds to each objective. */
  readonly slos?: Readonly<Record<string, ExpectedCounts>>;
  /** What the case adds to each series of `/metrics`, which is written as it stands there; an absent one is 0. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** Distinct providers of its runs. */
  readonly providers_count?: number;
}

/** A small stream of deliveries about repositories of its own, and what must come out. */
export interface FieldCase {
  readonly name: string;
  /** Full names, old and new ones. */
  readonly repositories: readonly string[];
  readonly deliveries: readonly FieldDelivery[];
  readonly expected: Expectation;
}
