/** Most answers that are kept: more than the names of jobs that one server meets in a while. */
const mostAnswers = 10_000;

/** The answer for a key, worked out once. The caller owns `memo`. It is emptied when it is full, so that it cannot grow without end. */
export function remember<T>(memo: Map<string, T>, key: string, answer: () => T): T {
  const known = memo.get(key);
  if (known !== undefined) return known;
  if (memo.size >= mostAnswers) memo.clear();
  const found = answer();
  memo.set(key, found);
  return found;
}
