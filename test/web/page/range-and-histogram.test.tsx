import { describe, expect, it } from 'vitest';
import type { TotalRow } from '../../../src/store/read/view.ts';
import { DurationHistogram, durationBuckets } from '../../../src/web/page/browse/duration-histogram.tsx';
import { FilterBar, fieldTime } from '../../../src/web/page/browse/filter-bar.tsx';
import { RangePicker } from '../../../src/web/page/browse/range-picker.tsx';

const noon = Date.UTC(2026, 0, 15, 12);
const day = 86_400_000;

function bucket(label: string, value: number, more: Partial<TotalRow> = {}): TotalRow {
  return {
    name: 'job_duration',
    repository: '',
    kind: 'build',
    provider: 'jenkins',
    label,
    value,
    exemplar: null,
    ...more,
  };
}

describe('the histogram of durations', () => {
  it('adds up what has the kind and the provider, bound by bound', () => {
    const totals = [
      bucket('60', 3),
      bucket('60', 2, { provider: 'packit' }),
      bucket('60', 9, { kind: 'test' }),
      bucket('+Inf', 1),
      bucket('sum_ms', 1000),
      bucket('60', 7, { name: 'job_run_duration' }),
    ];

    const of = (labels: { kind?: string; provider?: string }) =>
      durationBuckets(totals, 'job_duration', [60, 3600], labels).map(({ count }) => count);

    expect(of({})).toEqual([14, 0, 1]);
    expect(of({ kind: 'build' })).toEqual([5, 0, 1]);
    expect(of({ kind: 'build', provider: 'jenkins' })).toEqual([3, 0, 1]);
  });

  it('tells in words how many were in time, and is not there where nothing was measured', () => {
    const buckets = [
      { seconds: 60, count: 6 },
      { seconds: 3600, count: 3 },
      { seconds: null, count: 1 },
    ];

    const text = String(DurationHistogram({ heading: 'Durations', buckets, deadlineSeconds: 3600 }));

    expect(text).toContain('9 of 10 (90\u00a0%) within 1\u00a0h.');
    expect(text.match(/class="bad"/g)).toHaveLength(1);
    expect(DurationHistogram({ heading: 'Durations', buckets: [], deadlineSeconds: 60 })).toBe(null);
  });
});

describe('the range picker', () => {
  const picker = String(
    RangePicker({
      action: '/slos/x',
      kept: { dimension: 'provider', value: 'a&b', compare: undefined },
      from: noon - day,
      to: noon,
      now: noon,
      presets: [{ label: '24 hours', ms: day }],
      usual: 'rolling 30 d',
    }),
  );

  it('keeps what else the address asks for, in its links and in its form', () => {
    expect(picker).toContain(
      'href="/slos/x?dimension=provider&amp;value=a%26b&amp;since=2026-01-14T12%3A00Z">24 hours</a>',
    );
    expect(picker).toContain('href="/slos/x?dimension=provider&amp;value=a%26b">rolling 30 d</a>');
    expect(picker).toContain('<input type="hidden" name="value" value="a&amp;b"/>');
    expect(picker).not.toContain('name="compare"');
  });

  it('shows the stretch in UTC, as fields for a date and a time take it', () => {
    expect(picker).toContain('name="since" type="datetime-local" value="2026-01-14T12:00"');
    expect(picker).toContain('name="until" type="datetime-local" value="2026-01-15T12:00"');
    expect(fieldTime('2026-01-15')).toBe('2026-01-15T00:00');
    expect(fieldTime('2026-01-15T13:00:00+01:00')).toBe('2026-01-15T12:00');
    expect(fieldTime('yesterday')).toBe('');
  });

  it('leads to the page itself where nothing else is asked for', () => {
    const plain = String(
      RangePicker({ action: '/providers', kept: {}, from: noon, to: noon, now: noon, presets: [], usual: 'usual' }),
    );

    expect(plain).toContain('href="/providers">usual</a>');
  });

  it('has the same fields in filters', () => {
    const filters = String(
      FilterBar({ action: '/runs', fields: [{ name: 'since', label: 'Since', value: '2026-01-15', isTime: true }] }),
    );

    expect(filters).toContain('name="since" type="datetime-local" value="2026-01-15T00:00"');
  });
});
