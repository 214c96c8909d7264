/** What is known of the issue of one SLO. */
export interface RemedyState {
  /** open: it is. closed: we closed it. left: a person closed or deleted it, and nothing more is done about this time out of budget. */
  readonly state: 'open' | 'closed' | 'left';
}

/** What is to be done about the issue of one SLO. */
export type RemedyStep = 'open' | 'update' | 'close' | 'forget' | 'nothing';

/**
 * What to do next: an SLO without budget has one issue, which is kept current and closed when budget is back. An issue that a person closed
 * stays closed until the SLO was well in between.
 *
 * @param isOut the SLO has no budget left; null: there is no data, which changes nothing
 * @param known null: there was no issue yet
 */
export function remedyStep(isOut: boolean | null, known: RemedyState | null): RemedyStep {
  if (isOut === null) return 'nothing';
  if (known === null || known.state === 'closed') return isOut ? 'open' : 'nothing';
  if (known.state === 'left') return isOut ? 'nothing' : 'forget';
  return isOut ? 'update' : 'close';
}
