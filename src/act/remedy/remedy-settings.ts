/** Where an SLO that is out of its budget opens an issue. */
export interface RemedySettings {
  /** `owner/name`. */
  readonly repository: string;
  /** Ids of the SLOs; null: all. */
  readonly slos: readonly string[] | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}
