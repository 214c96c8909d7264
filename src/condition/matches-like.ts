import { anyOne, anything, likeParts } from './like-parts.ts';

/**
 * SQL's `like`: `%` is any run of characters, `_` any single one, a backslash takes the next literally; case counts. After a mismatch it
 * goes back to the last `%` only, so the time is at most the product of the two lengths, whatever the pattern.
 */
export function matchesLike(text: string, pattern: string): boolean {
  const letters = [...text];
  const parts = likeParts(pattern);
  let letter = 0;
  let part = 0;
  let star = -1;
  let starLetter = 0;
  while (letter < letters.length) {
    const wanted = parts[part];
    if (wanted === anything) {
      star = part;
      starLetter = letter;
      part += 1;
    } else if (wanted !== undefined && (wanted === anyOne || wanted === letters[letter])) {
      letter += 1;
      part += 1;
    } else if (star >= 0) {
      starLetter += 1;
      letter = starLetter;
      part = star + 1;
    } else {
      return false;
    }
  }
  return parts.slice(part).every((rest) => rest === anything);
}
