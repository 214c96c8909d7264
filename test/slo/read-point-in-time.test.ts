import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PointInTimeIndicator } from '../../src/model/objective.ts';
import { readSloFiles } from '../../src/slo/read-slo-files.ts';
import { readStoredObjective } from '../../src/slo/read-stored-objective.ts';

const documented = readFileSync('docs/writing-slos.md', 'utf8');
/** The example of the section, as its reader copies it. */
const example = /## Point in time[\s\S]*?```yaml\n([\s\S]*?)```/.exec(documented)?.[1] ?? '';

function read(...changes: readonly (readonly [string, string])[]) {
  const text = changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`the example holds no ${from}`);
    return before.replace(from, to);
  }, example);
  return readSloFiles([{ file: 'fresh.yaml', text }], { strict: false, complete: true });
}

function indicatorOf(...changes: readonly (readonly [string, string])[]): PointInTimeIndicator {
  const { objectives, problems, unsupported } = read(...changes);
  const [objective] = objectives;
  if (objective?.indicator.eventType !== 'measured' || objective.indicator.type !== 'point-in-time')
    throw new Error(JSON.stringify([...problems, ...unsupported]));
  return objective.indicator;
}

const found = (...changes: readonly (readonly [string, string])[]) =>
  read(...changes).problems.map(({ line, path, rule, message }) => [line, path?.split('.').at(-1), rule, message]);

describe('an objective of subjects at points in time', () => {
  it('of the documentation is read', () => {
    expect(indicatorOf()).toMatchObject({
      event: 'custom',
      per: 'data.asset',
      time: 'at',
      freshWithin: { type: 'fixed', ms: 7_200_000 },
      forgetAfterMs: 14 * 86_400_000,
      slice: { ms: 300_000, localDays: null },
      calendar: null,
    });
  });

  it('has defaults for what is not written', () => {
    expect(
      indicatorOf(
        ['event: custom', 'event: job-run'],
        ['per: data.asset', 'per: repository'],
        ["where: type = 'asset.materialized'", 'until: started_at'],
        ["outcome = 'success'", "state = 'success'"],
        ['              fresh-within: 2h\n', ''],
        ['              forget-after: 14d\n', ''],
      ),
    ).toMatchObject({ time: 'started_at', freshWithin: null, forgetAfterMs: 30 * 86_400_000 });
  });

  it('takes its freshness from a column, and its slices from a calendar', () => {
    const indicator = indicatorOf(
      ['fresh-within: 2h', 'fresh-within: data.seconds'],
      [
        '      isRolling: true',
        '      isRolling: false\n      calendar: { startTime: 2026-01-01 00:00:00, timeZone: Europe/Prague }',
      ],
      ['duration: 30d', 'duration: 1M'],
    );

    expect(indicator.freshWithin).toEqual({ type: 'column', name: 'data.seconds' });
    expect(indicator.calendar).toMatchObject({ unit: 'month', timeZone: 'Europe/Prague' });
    expect(
      indicatorOf(
        ['event: custom', 'event: job-run'],
        ['per: data.asset', 'per: name'],
        ["type = 'asset.materialized'", "kind = 'build'"],
        ["outcome = 'success'", "state = 'success'"],
        ['fresh-within: 2h', 'fresh-within: run_seconds'],
      ).freshWithin,
    ).toEqual({ type: 'column', name: 'run_seconds' });
  });

  it('is the same after it was stored', () => {
    for (const changes of [[], [['fresh-within: 2h', 'fresh-within: data.seconds']]] as const) {
      const [objective] = read(...changes).objectives;

      expect(readStoredObjective(JSON.parse(JSON.stringify(objective)))).toEqual(objective);
    }
  });

  it.each([
    [{ per: 'color' }, '"color" is no column of custom'],
    [{ freshWithin: { type: 'column', name: 'age' } }, '"age" is no column of custom'],
    [{ time: 'subject' }, '"subject" is no time column of custom'],
    [{ good: { type: 'truth', operand: { type: 'column', name: 'shine', at: 0 } } }, 'shine'],
  ])('is refused from the database when %j is not a part of it', (change, message) => {
    const [objective] = read().objectives;

    expect(() => readStoredObjective({ ...objective, indicator: { ...indicatorOf(), ...change } })).toThrow(message);
  });

  it.each([
    [
      'per: data.asset',
      'per: color',
      20,
      'per',
      'columns',
      'per must be a column of custom (source, type, subject, repository, outcome, data.NAME), got "color"',
    ],
    ['per: data.asset', 'per: data', 20, 'per', 'columns', 'per must be a column of custom'],
    ["good: outcome = 'success'", "good: color = 'red'", 22, 'good', 'condition', 'good: '],
    ["where: type = 'asset.materialized'", 'where: type =', 21, 'where', 'condition', 'where: '],
    [
      'fresh-within: 2h',
      'fresh-within: soon',
      23,
      'fresh-within',
      'duration',
      'fresh-within must be a length such as 2h, or a column of custom that holds seconds, got "soon"',
    ],
    [
      'forget-after: 14d',
      'forget-after: 0d',
      24,
      'forget-after',
      'duration',
      'forget-after must be a whole number and one of s m h d w, such as 30d, got "0d"',
    ],
    ['event: custom', 'event: delivery', 19, 'event', 'shape', ''],
    [
      'rawType: success',
      'rawType: failure',
      13,
      'ratioMetric',
      'raw-type',
      'rawType must be success where per is written',
    ],
  ])('%s as %s is a problem at its place', (from, to, line, key, rule, message) => {
    expect(found([from, to])).toEqual([
      [line, key, rule === 'shape' ? expect.any(String) : rule, expect.stringContaining(message)],
    ]);
  });

  it('of job runs names the columns of job runs', () => {
    const changes = [
      ['event: custom', 'event: job-run'],
      ['per: data.asset', 'per: colour'],
      ["where: type = 'asset.materialized'", "where: kind = 'test'"],
      ["good: outcome = 'success'", "good: state = 'success'"],
    ] as const;

    expect(found(...changes)).toEqual([
      [
        20,
        'per',
        'columns',
        expect.stringMatching(/^per must be a column of job-run \(repository, .*\), got "colour"$/),
      ],
    ]);
  });

  it('has neither occurrences nor instances', () => {
    const { objectives, unsupported } = read(
      ['RatioTimeslices', 'Occurrences'],
      ['      timeSliceWindow: 5m\n', ''],
      ['  displayName: Assets are fresh', '  annotations: { cislo.dev/group-by: subject }'],
    );

    expect(objectives).toEqual([]);
    expect(unsupported.map(({ message }) => message)).toEqual([
      'subjects that are looked at have no occurrences; write Timeslices or RatioTimeslices',
      'annotation cislo.dev/group-by: instances need events of cislo',
    ]);
  });
});
