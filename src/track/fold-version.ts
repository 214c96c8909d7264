/**
 * The version of the fold: of everything in src/track that decides a derived row. Raise it by one whenever the same log and the same
 * rules give other rows than before, so that servers make all rows again beside the old ones. A test compares what the fold makes of
 * a fixed stream, and fails when it changes while this number does not.
 */
export const foldVersion = 1;
