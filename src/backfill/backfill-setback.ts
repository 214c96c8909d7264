/**
 * Why a back-fill cannot go on now. `stopped`: somebody asked it to stop. `refused`: GitHub said no, and would say the same again. `away`:
 * GitHub does not answer.
 */
export type SetbackReason = 'stopped' | 'refused' | 'away';

/** Thrown to end a back-fill early. Everything read before is stored, and the next run goes on from there. */
export class BackfillSetback extends Error {
  readonly reason: SetbackReason;

  constructor(reason: SetbackReason, message: string) {
    super(message);
    this.name = 'BackfillSetback';
    this.reason = reason;
  }
}
