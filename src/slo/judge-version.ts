/**
 * The version of the judge: of everything that decides a verdict about a row, besides the objective's indicator. Raise it by one
 * whenever the same row and the same indicator give another verdict than before, so that servers judge all rows again.
 */
export const judgeVersion = 2;
