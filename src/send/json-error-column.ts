/** Does this error say only that the text ends too early? Then what is there may still become JSON. */
function endsEarly(message: string, length: number): boolean {
  if (/end of JSON input|Unterminated/.test(message)) return true;
  const position = /position (\d+)/.exec(message)?.[1];
  return position !== undefined && Number(position) >= length;
}

function canBecomeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    return endsEarly((error as Error).message, text.length);
  }
}

/**
 * The column, counted from 1, at which a text stops being JSON; one past its end when it is only cut short. `JSON.parse` names the
 * position in some of its messages only, so this looks for the longest beginning that JSON could still follow.
 */
export function jsonErrorColumn(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (canBecomeJson(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good + 1;
}
