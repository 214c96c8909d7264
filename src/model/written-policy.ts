/** An alert policy as an OpenSLO file has it, once its references are resolved: one condition, lengths and numbers as written. */
export interface WrittenPolicy {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly alertWhenNoData: boolean;
  readonly alertWhenBreaching: boolean;
  readonly alertWhenResolved: boolean;
  /** Names of notification targets. */
  readonly targets: readonly string[];
  readonly condition: {
    readonly name: string;
    readonly severity: string;
    /** `burnrate`, or `exhaustion`, which is ours. */
    readonly kind: string;
    readonly op: string;
    /** Decimal digits. */
    readonly threshold: string;
    readonly lookbackWindow: string;
    /** null: not given. */
    readonly alertAfter: string | null;
    readonly annotations: Readonly<Record<string, string>>;
  };
}
