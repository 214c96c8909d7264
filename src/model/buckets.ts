/** Upper bounds in seconds of the job duration histograms; one ends exactly at 12 h, where the built-in deadline is. */
export const jobBucketsSeconds = [
  5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800, 43200, 86400,
] as const;

/** Upper bounds in seconds of the histogram of what a source takes to answer. */
export const sourceBucketsSeconds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

/** Upper bounds in seconds of the first status histogram; one ends exactly at 15 s. */
export const firstStatusBucketsSeconds = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 900, 3600] as const;
