/** A formula that cislo computes with. docs/formulas.md is made from the list. */
export interface Formula {
  /** What it gives. */
  readonly name: string;
  readonly formula: string;
  /** When there is no answer, and what else to know. */
  readonly note: string;
  /** The function that computes it, and its file under src/budget. */
  readonly code: { readonly file: string; readonly name: string };
  /** Where it is explained by others; null where the rule is cislo's own. */
  readonly source: string | null;
}

const workbookSlos = 'https://sre.google/workbook/implementing-slos/';
const workbookAlerts = 'https://sre.google/workbook/alerting-on-slos/';
const openSlo = 'https://github.com/OpenSLO/OpenSLO#slo';

function formula(file: string, code: string, name: string, text: string, note: string, source: string | null): Formula {
  return { name, formula: text, note, code: { file, name: code }, source };
}

/** Every formula of a budget, in the order in which one builds on the other. */
export const formulas: readonly Formula[] = [
  formula(
    'arithmetic.ts',
    'sliRatio',
    'SLI by occurrences',
    'good ÷ (good + bad)',
    'Of events. No data without a good or bad one.',
    workbookSlos,
  ),
  formula(
    'sum-slices.ts',
    'sumSlices',
    'SLI by time slices',
    'good slices ÷ (good slices + bad slices)',
    'A slice is good when its own ratio is at least the slice target. Only slices that are over count.',
    openSlo,
  ),
  formula(
    'tally-sums.ts',
    'tallySums',
    'SLI by ratio time slices',
    'Σ slice ratio ÷ slices',
    'The mean of the ratios of all slices. A slice without an event is left out, unless the SLO says what it counts as.',
    openSlo,
  ),
  formula(
    'slice/to-slices.ts',
    'toSlices',
    'Slice ratio',
    'good ÷ (good + bad); of a raw metric Σ value ÷ values',
    'A slice without an event has none.',
    openSlo,
  ),
  formula(
    'arithmetic.ts',
    'errorRatio',
    'Error ratio',
    'bad ÷ (good + bad)',
    'The same as 1 − SLI, for all three methods.',
    workbookAlerts,
  ),
  formula(
    'error-budget.ts',
    'errorBudget',
    'Error budget',
    '(1 − target) × (good + bad)',
    'In events, or in slices.',
    workbookSlos,
  ),
  formula(
    'error-budget.ts',
    'errorBudgetMinutes',
    'Error budget in minutes',
    '(1 − target) × minutes of the window',
    'Error ratio × minutes of the window are consumed.',
    workbookSlos,
  ),
  formula(
    'arithmetic.ts',
    'burnRate',
    'Burn rate',
    'error ratio ÷ (1 − target)',
    '1 spends the budget exactly. No data without an event in its window, or in a window shorter than a slice.',
    workbookAlerts,
  ),
  formula(
    'arithmetic.ts',
    'maxBurnRate',
    'Highest burn rate',
    '1 ÷ (1 − target)',
    'When everything is bad. A threshold at or above it is never passed.',
    null,
  ),
  formula(
    'arithmetic.ts',
    'lowestTargetFor',
    'Lowest target for a threshold',
    '1 − 1 ÷ threshold',
    'Only a higher target lets the burn rate pass the threshold.',
    null,
  ),
  formula(
    'arithmetic.ts',
    'burnThreshold',
    'Alert threshold',
    'share of the budget × SLO window ÷ long window',
    'The burn rate at which the long window spends that share.',
    workbookAlerts,
  ),
  formula(
    'arithmetic.ts',
    'eventsToBearOneBad',
    'Events that bear one bad one',
    '⌈1 ÷ (threshold × (1 − target))⌉',
    'With fewer events a single bad one passes the threshold.',
    null,
  ),
  formula(
    'arithmetic.ts',
    'budgetRemainingRatio',
    'Budget left',
    '1 − burn rate over the SLO window',
    'Signed: below 0 it is overspent.',
    workbookSlos,
  ),
  formula(
    'arithmetic.ts',
    'badEventsLeft',
    'Bad events left',
    '(1 − target) × (good + bad) − bad',
    'In slices where slices are counted. Signed, not rounded.',
    null,
  ),
  formula(
    'arithmetic.ts',
    'eventWeight',
    'Event weight',
    '1 ÷ ((1 − target) × (good + bad))',
    'The share of the budget that one bad event, or one bad slice, costs.',
    null,
  ),
  formula(
    'arithmetic.ts',
    'hoursToExhaustion',
    'Hours to exhaustion',
    'bad events left ÷ (bad in the last 2 h ÷ 2)',
    '0 when the budget is spent; none when nothing went bad in the last 2 h.',
    null,
  ),
  formula(
    'source/point-in-time.ts',
    'pointInTime',
    'Slice ratio at a point in time',
    'good subjects ÷ subjects, at the end of the slice',
    'A subject is good when its latest event is good and not older than it may be.',
    null,
  ),
  formula(
    'composite.ts',
    'compositeBurnRate',
    'Burn rate of a composite (experimental)',
    'Σ weight × member burn rate',
    'By occurrences. A member without data adds nothing.',
    null,
  ),
  formula(
    'composite.ts',
    'compositeRemaining',
    'Budget left of a composite (experimental)',
    '1 − Σ weight × (1 − member budget left)',
    'By occurrences.',
    null,
  ),
  formula(
    'composite.ts',
    'compositeSlices',
    'Slices of a composite (experimental)',
    'bad when the slice of any member is bad',
    'By time slices; the rest as above.',
    null,
  ),
  formula(
    'composite.ts',
    'compositeMean',
    'SLI of a composite (experimental)',
    '1 − Σ weight × (1 − member mean)',
    'By ratio time slices.',
    null,
  ),
];
