import { corpusDir } from './corpus.ts';

/** Ends the run before the first test when the recordings are not there, and says where they are looked for. */
export function setup(): void {
  corpusDir();
}
