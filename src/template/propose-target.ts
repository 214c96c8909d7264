/** Fewer events say too little: a single bad one more or less would be another tier. */
export const fewestEvents = 100;

/** A target that an SLO could begin with. */
export interface ProposedTarget {
  /** Decimal digits of a ratio in (0.5, 1): `0.985`. */
  readonly decimal: string;
  /** How many bad events of as many as were seen it leaves room for, not rounded. */
  readonly room: number;
}

/**
 * The target just under what was achieved. It leaves room for the bad events that were seen and as many more as chance alone brings (the
 * square root of their number, at least 1), rounded up to two digits.
 *
 * @param counts good and bad events, ≥ 0
 * @returns null when there are fewer than 100 events, and when no more than half of them would have to be good
 */
export function proposeTarget({ good, bad }: { readonly good: number; readonly bad: number }): ProposedTarget | null {
  const total = good + bad;
  if (total < fewestEvents) return null;
  const share = (bad + Math.max(1, Math.sqrt(bad))) / total;
  // The place of the second digit that counts: 3 for 0.013.
  const places = Math.max(2, 1 - Math.floor(Math.log10(share)));
  const scale = 10 ** places;
  const steps = Math.ceil(share * scale - 1e-9);
  if (steps * 2 >= scale) return null;
  const digits = String(scale - steps)
    .padStart(places, '0')
    .replace(/0+$/, '');
  return { decimal: `0.${digits}`, room: (steps / scale) * total };
}
