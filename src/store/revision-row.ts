import type { Revision } from '../model/revision.ts';
import { type FoldedRow, foldedRows } from './folded-row.ts';

const rows = foldedRows('revisions');

/** The columns of `revisions` that the fold makes, with their types. */
export const revisionColumns = rows.columns;

/** A row of `revisions` as the database hands it out: every column of the fold, times in ms. */
export type RevisionRow = FoldedRow<'revisions'>;

/** The row of a revision. */
export const toRevisionRow: (revision: Revision) => RevisionRow = rows.toRow;

/** The revision of a row. */
export const fromRevisionRow: (row: RevisionRow) => Revision = rows.toModel;
