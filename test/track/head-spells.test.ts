import { expect, test } from 'vitest';
import type { PullRequestObservation } from '../../src/model/observation.ts';
import { headSpells } from '../../src/track/revision/head-spells.ts';
import { at, pullRequest } from './support/observations.ts';

type Line = readonly [action: PullRequestObservation['action'], seconds: number, letter: string];

/** Spells as `letter from–to why`; a renewal begins with `again`. */
function spellsOf(...lines: readonly Line[]): readonly string[] {
  const observations = lines.map(([action, seconds, letter]) => pullRequest(action, seconds, { headSha: letter }));
  return headSpells(observations).map(({ headSha, from, to, endedBy, isRenewal }) => {
    const time = (ms: number | null) => (ms === null ? '' : (ms - at(0)) / 1000);
    return `${isRenewal ? 'again ' : ''}${headSha} ${time(from)}–${time(to)}${endedBy === null ? '' : ` ${endedBy}`}`;
  });
}

test.each<readonly [string, readonly Line[], readonly string[]]>([
  ['no delivery makes no spell', [], []],
  [
    'a head is one until another comes',
    [
      ['opened', 0, 'a'],
      ['synchronize', 9, 'b'],
    ],
    ['a 0–9 new_head', 'b 9–'],
  ],
  [
    'a delivery about the same head changes nothing',
    [
      ['opened', 0, 'a'],
      ['ready_for_review', 5, 'a'],
    ],
    ['a 0–'],
  ],
  [
    'a close ends the spell',
    [
      ['opened', 0, 'a'],
      ['closed', 9, 'a'],
    ],
    ['a 0–9 closed'],
  ],
  [
    'a second close changes nothing',
    [
      ['opened', 0, 'a'],
      ['closed', 9, 'a'],
      ['closed', 10, 'a'],
    ],
    ['a 0–9 closed'],
  ],
  [
    'a reopening begins a spell of the same head, which is no renewal',
    [
      ['opened', 0, 'a'],
      ['closed', 9, 'a'],
      ['reopened', 12, 'a'],
    ],
    ['a 0–9 closed', 'a 12–'],
  ],
  [
    'a head that comes back after another one is a renewal',
    [
      ['opened', 0, 'a'],
      ['synchronize', 5, 'b'],
      ['synchronize', 9, 'a'],
    ],
    ['a 0–5 new_head', 'b 5–9 new_head', 'again a 9–'],
  ],
  [
    'a renewal that is reopened is not renewed once more',
    [
      ['opened', 0, 'a'],
      ['synchronize', 5, 'b'],
      ['synchronize', 9, 'a'],
      ['closed', 10, 'a'],
      ['reopened', 11, 'a'],
    ],
    ['a 0–5 new_head', 'b 5–9 new_head', 'again a 9–10 closed', 'a 11–'],
  ],
  [
    'a close that shows another head ends the old one by it',
    [
      ['opened', 0, 'a'],
      ['closed', 9, 'b'],
    ],
    ['a 0–9 new_head', 'b 9–9 closed'],
  ],
  ['a close that comes first tells of a spell without length', [['closed', 9, 'a']], ['a 9–9 closed']],
  [
    'a push to a closed pull request begins a spell of its own',
    [
      ['opened', 0, 'a'],
      ['closed', 5, 'a'],
      ['synchronize', 9, 'b'],
    ],
    ['a 0–5 closed', 'b 9–'],
  ],
])('%s', (_fact, lines, spells) => {
  expect(spellsOf(...lines)).toEqual(spells);
});
