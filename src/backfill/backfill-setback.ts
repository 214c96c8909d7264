/** Why a back-fill cannot go on now. `stopped`: it was asked to. `refused`: GitHub says no, and would say so again. `away`: GitHub does not answer. */
export type SetbackReason = 'stopped' | 'refused' | 'away';

/** Ends a back-fill where it stands; everything read before is stored, and the next one goes on from there. */
export class BackfillSetback extends Error {
  readonly reason: SetbackReason;

  constructor(reason: SetbackReason, message: string) {
    super(message);
    this.name = 'BackfillSetback';
    this.reason = reason;
  }
}
