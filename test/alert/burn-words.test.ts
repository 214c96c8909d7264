import { expect, test } from 'vitest';
import { burnWords } from '../../src/alert/burn-words.ts';
import { exact } from './burn-condition.ts';

test.each([
  [
    '20',
    '22.34',
    'Breached: the budget burns 20 times as fast as it may over 1h, the budget burns 22.3 times as fast as it may over 5m; the threshold is 14.4 times.',
  ],
  ['20', '14.4', 'Recovering'],
  ['14.4', '20', 'Increasing'],
  ['1', '0', 'Acceptable'],
  [
    '20',
    null,
    'Recovering: the budget burns 20 times as fast as it may over 1h, no event over 5m; the threshold is 14.4 times.',
  ],
])('a long window at %s and a short one at %s are told as %s', (long, short, expected) => {
  const rate = (text: string | null) => (text === null ? null : exact(text));
  const { word, sentence } = burnWords(
    { window: '1h', rate: rate(long) },
    { window: '5m', rate: rate(short) },
    exact('14.4'),
  );

  expect(sentence.startsWith(expected)).toBe(true);
  expect(sentence.startsWith(word)).toBe(true);
});
