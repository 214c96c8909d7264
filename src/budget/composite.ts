import { add, compareFractions, type Fraction, fraction, multiply, subtract } from '../model/fraction.ts';
import { addCounts } from './budget-sums.ts';
import type { Slice } from './slice/to-slices.ts';

/** A member of a composite SLO. Composites are experimental: OpenSLO names them without saying how they are computed. */
export interface CompositeMember {
  /** Above 0; 1 where none is given. */
  readonly weight: Fraction;
  /** Over the window that is asked about; null: no data, and then the member adds nothing. */
  readonly burnRate: Fraction | null;
  /** The budget it has left over the SLO's window, signed; null: no data. */
  readonly remaining: Fraction | null;
  /** The mean of its slice ratios; null: no data. */
  readonly sli: Fraction | null;
}

const zero = fraction(0);
const one = fraction(1);

/** The burn rate of a composite by occurrences: Σ weight × member burn rate, over a window of any length; null when no member has data. */
export function compositeBurnRate(members: readonly Pick<CompositeMember, 'weight' | 'burnRate'>[]): Fraction | null {
  return weighted(members.map(({ weight, burnRate }) => ({ weight, value: burnRate })));
}

/**
 * The budget that a composite by occurrences has left: 1 − Σ weight × (1 − member budget left), signed; null when no member has data.
 */
export function compositeRemaining(members: readonly Pick<CompositeMember, 'weight' | 'remaining'>[]): Fraction | null {
  return lessLost(members.map(({ weight, remaining }) => ({ weight, value: remaining })));
}

/**
 * The SLI of a composite by ratio time slices: 1 − Σ weight × (1 − member mean); below 0 when weights make more than 1; null when no
 * member has data.
 */
export function compositeMean(members: readonly Pick<CompositeMember, 'weight' | 'sli'>[]): Fraction | null {
  return lessLost(members.map(({ weight, sli }) => ({ weight, value: sli })));
}

/**
 * The slices of a composite by time slices: bad (ratio 0) when that of any member is below its slice target, else good (ratio 1), and empty
 * when no member has a ratio there. Slices are the same when they begin together. In the order of time.
 */
export function compositeSlices(
  members: readonly { readonly slices: readonly Slice[]; readonly sliceTarget: Fraction }[],
): readonly Slice[] {
  const all = new Map<number, Slice>();
  for (const { slices, sliceTarget } of members) {
    for (const slice of slices) {
      const { ratio } = slice;
      const own = ratio === null ? null : compareFractions(ratio, sliceTarget) >= 0 ? one : zero;
      const before = all.get(slice.from);
      all.set(slice.from, before === undefined ? { ...slice, ratio: own } : bothOf(before, { ...slice, ratio: own }));
    }
  }
  return [...all.values()].sort((left, right) => left.from - right.from);
}

/** The target of a composite: the lowest of its members'. Null without members. */
export function compositeTarget(targets: readonly Fraction[]): Fraction | null {
  return targets.reduce<Fraction | null>(
    (lowest, target) => (lowest === null || compareFractions(target, lowest) < 0 ? target : lowest),
    null,
  );
}

function bothOf(left: Slice, right: Slice): Slice {
  const ratios = [left.ratio, right.ratio].filter((ratio): ratio is Fraction => ratio !== null);
  const isBad = ratios.some((ratio) => ratio.numerator === 0n);
  return {
    from: left.from,
    to: left.to,
    events: addCounts(left.events, right.events),
    ratio: ratios.length === 0 ? null : isBad ? zero : one,
    spared: left.spared || right.spared,
  };
}

interface WeightedPart {
  readonly weight: Fraction;
  readonly value: Fraction | null;
}

/** 1 − Σ weight × (1 − value). */
function lessLost(parts: readonly WeightedPart[]): Fraction | null {
  const lost = weighted(
    parts.map(({ weight, value }) => ({ weight, value: value === null ? null : subtract(one, value) })),
  );
  return lost === null ? null : subtract(one, lost);
}

/** Σ weight × value. */
function weighted(parts: readonly WeightedPart[]): Fraction | null {
  return parts.reduce<Fraction | null>((sum, { weight, value }) => {
    if (value === null) return sum;
    return add(sum ?? zero, multiply(weight, value));
  }, null);
}
