import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quirk } from '../../src/model/observation.ts';
import { readText } from '../../src/normalize/read-text.ts';

function text(value: unknown, limit = 10) {
  const quirks: Quirk[] = [];
  return { text: readText(value, limit, quirks), quirks };
}

describe('a text', () => {
  it.each([['plain'], ['✅ тест'], ['\u{FEFF}bom'], ['a\u{1}\n\tb'], ['🚀🚀🚀🚀🚀']])(
    '%j is kept as it is',
    (value) => {
      expect(text(value)).toEqual({ text: value, quirks: [] });
    },
  );

  it.each([[''], [null], [undefined], [0], [{}], [['x']]])('%j is none', (value) => {
    expect(text(value)).toEqual({ text: null, quirks: [] });
  });

  it.each([
    ['a\0b\0c', 'a\u{FFFD}b\u{FFFD}c'],
    ['\ud83d', '\u{FFFD}'],
    ['a\ude80', 'a\u{FFFD}'],
    ['\ude80\ud83d', '\u{FFFD}\u{FFFD}'],
  ])('%j has what cannot be stored replaced', (value, replaced) => {
    expect(text(value)).toEqual({ text: replaced, quirks: ['replaced_characters'] });
  });

  it('is cut at its limit', () => {
    expect(text('abcdefghijk')).toEqual({ text: 'abcdefghij', quirks: [] });
  });

  it('is cut before a character that would be halved', () => {
    expect(text('abcdefghi🚀')).toEqual({ text: 'abcdefghi', quirks: [] });
  });

  it('can be stored and is short enough, whatever is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.integer({ min: 1, max: 20 }), (value, limit) => {
        const read = text(value, limit).text ?? '';

        expect(read.length).toBeLessThanOrEqual(limit);
        expect(Buffer.from(read, 'utf8').toString('utf8')).toBe(read);
        expect(read).not.toContain('\0');
      }),
    );
  });
});
