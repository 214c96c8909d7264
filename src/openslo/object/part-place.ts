import type { Problem } from '../../model/problem.ts';

/** Where a part of an OpenSLO object stands: the file, line and column from 1, and the path in its document. */
export type PartPlace = Pick<Problem, 'file' | 'line' | 'column' | 'path'>;
