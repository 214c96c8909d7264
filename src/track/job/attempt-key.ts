/** Names one attempt of one Actions run. */
export function attemptKey(runId: number, attempt: number): string {
  return `${runId}/${attempt}`;
}
