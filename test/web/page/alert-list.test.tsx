import { expect, it } from 'vitest';
import type { AlertPolicy } from '../../../src/alert/alert-policy.ts';
import { fraction } from '../../../src/model/fraction.ts';
import type { AlertView } from '../../../src/status/alert-view.ts';
import { AlertList } from '../../../src/web/page/alert-list.tsx';
import { reading } from '../../support/reading.ts';

const hour = 3_600_000;

function lineOf(condition: object, alert: Partial<AlertView> | null) {
  const policy = {
    name: 'p',
    severity: 'page',
    condition: {
      name: 'c',
      kind: 'burnrate',
      op: 'gt',
      threshold: fraction(14n, 1n),
      lookbackMs: hour,
      shortMs: null,
      ...condition,
    },
  } as unknown as AlertPolicy;
  return { policy, isPage: true, alert: alert as AlertView | null };
}

it('tells of each alert what it looks at and since when it stands so', () => {
  const alerts = [
    lineOf({}, null),
    lineOf({ shortMs: hour / 12 }, { state: 'firing', isFrozen: true, firingAt: hour, pendingAt: 0 }),
    lineOf(
      { kind: 'exhaustion', op: 'lte', threshold: fraction(24n, 1n) },
      { state: 'pending', isFrozen: false, firingAt: null, pendingAt: hour },
    ),
    lineOf({}, { state: 'inactive', isFrozen: false, firingAt: null, pendingAt: null }),
  ];
  const html = String(<AlertList alerts={alerts} reading={reading()} />).replaceAll('\u00a0', ' ');

  expect(html).toContain('not evaluated yet');
  expect(html).toContain('over 1 h and 5 min');
  expect(html).toContain('firing, frozen');
  expect(html).toContain('budget gone at or below 24 h over 1 h');
  expect(html).toContain('since 1970-01-01 01:00 UTC');
});

it('says that no policy can alert', () => {
  expect(String(<AlertList alerts={[]} reading={reading()} />)).toContain('No policy can alert');
});
