import { describe, expect, it } from 'vitest';
import { rankTasks, toilPercentOf, worstDays } from '../../../src/act/report/report.ts';
import { reportJson } from '../../../src/act/report/report-json.ts';
import {
  minutes,
  reportMarkdown,
  reportSummary,
  reviewChecklist,
  share,
  sloSentence,
} from '../../../src/act/report/report-text.ts';
import { someReport, someReportedSlo } from '../../support/some-report.ts';

describe('the toil budget', () => {
  it.each([
    [[], 50],
    [[{ sli: null, target: 0.9 }], 50],
    [[{ sli: 0.995, target: 0.99 }], 60],
    [[{ sli: 0.99, target: 0.99 }], 50],
    [[{ sli: 0.98, target: 0.99 }], 45],
    [[{ sli: 0.9801, target: 0.99 }], 50],
    [
      [
        { sli: 0.97, target: 0.95 },
        { sli: 1, target: 0.99 },
      ],
      50,
    ],
    [[{ sli: 0.5, target: 0.99 }], 20],
  ])('of %j is %i per cent', (slos, percent) => {
    expect(toilPercentOf(slos)).toBe(percent);
  });
});

describe('a report', () => {
  it('ranks what to do by what it cost', () => {
    const other = {
      ...someReportedSlo,
      id: 'other',
      tasks: [
        { ...someReportedSlo.tasks[0], job: 'a', priority: 1 },
        { ...someReportedSlo.tasks[0], job: 'z', bad: 9, priority: 1 },
      ] as never,
    };
    const report = { services: [{ name: 'ci', slos: [someReportedSlo, other], toilPercent: 50 }] };

    expect(rankTasks(report).map(({ job }) => job)).toEqual(['z', 'a', 'rpm', 'deb']);
    expect(rankTasks(report)[0]?.slo).toBe('other');
    const unknown = { ...someReportedSlo.tasks[0], bad: 1, priority: null };
    const named = (...jobs: readonly string[]) => ({
      services: [
        {
          name: 'ci',
          toilPercent: 50,
          slos: [{ ...someReportedSlo, tasks: jobs.map((job) => ({ ...unknown, job })) as never }],
        },
      ],
    });
    expect(rankTasks(named('b', 'a', 'c')).map(({ job }) => job)).toEqual(['a', 'b', 'c']);
    expect(rankTasks(named('a', 'b')).map(({ job }) => job)).toEqual(['a', 'b']);
  });

  it('has at most three worst days, and none without bad events', () => {
    const days = [1, 4, 2, 0, 4].map((bad, index) => ({ from: index, to: index + 1, good: 9, bad, excluded: 0 }));

    expect(worstDays({ days }).map(({ from }) => from)).toEqual([1, 4, 2]);
    expect(worstDays({ days: [] })).toEqual([]);
  });

  it('says in a sentence who missed a target', () => {
    const of = (more: Partial<typeof someReportedSlo>[]) =>
      reportSummary({
        ...someReport,
        services: [{ name: 'ci', toilPercent: 50, slos: more.map((one) => ({ ...someReportedSlo, ...one })) }],
      });

    expect(of([{}, { sli: null, budgetRemainingRatio: null }])).toBe(
      'In 2026-11 1 of 1 SLOs missed their target: Builds | end. 1 of 2 had no events.',
    );
    expect(of([{ budgetRemainingRatio: 0 }])).toBe('In 2026-11 all 1 SLOs with events kept their target.');
    expect(of([{ sli: null, budgetRemainingRatio: null }])).toBe('In 2026-11 no SLO had an event.');
  });

  it('says of an SLO what it did against its target', () => {
    expect(sloSentence(someReportedSlo)).toBe(
      '3 of 100 events were bad: 97 % against a target of 98 %. The budget is overspent by 50 %; 2 incidents.',
    );
    expect(sloSentence({ ...someReportedSlo, budgetRemainingRatio: 0.25, incidents: [] })).toContain(
      '25 % of it left; no incident.',
    );
    expect(sloSentence({ ...someReportedSlo, incidents: someReportedSlo.incidents.slice(1) })).toContain(
      '; 1 incident.',
    );
    expect(sloSentence({ ...someReportedSlo, sli: null })).toBe('No event was good or bad.');
    expect([share(null), minutes(90_000), minutes(900_000), minutes(9_000_000)]).toEqual([
      'no data',
      '1.5 min',
      '15 min',
      '2.5 h',
    ]);
  });

  it('names in its review what is to be decided, and by whom', () => {
    expect(reviewChecklist(someReport)).toEqual([
      'ci (ada): decide what is done about "Builds | end"',
      'ci (ada): write down what caused the incidents of "Builds | end"',
      'ci (ada): are the targets still right?',
    ]);
    const quiet = { ...someReportedSlo, owner: null, budgetRemainingRatio: null, incidents: [] };
    expect(reviewChecklist({ ...someReport, services: [{ name: 'ci', slos: [quiet], toilPercent: 50 }] })).toEqual([
      'ci (nobody is named): are the targets still right?',
    ]);
  });

  it('is Markdown in which no name is a mark', () => {
    const markdown = reportMarkdown(someReport);

    expect(markdown).toContain('# Service levels of CI: 2026-11');
    expect(markdown).toContain('| Builds \\| end | 98 % | 97 % | 97 | 3 | 1 | −50 % |');
    expect(markdown).toContain('- Worst days: 2026-11-02 (2 bad), 2026-11-01 (1 bad)');
    expect(markdown).toContain('- Begun in this time: 90 good, 3 bad, 1 excluded, 4 without a verdict');
    expect(markdown).toContain('to now: 1 bad events, no data of the budget');
    expect(markdown).toContain('Maintenance 2026-11-01 00:00 UTC');
    expect(markdown).toContain('| mend rpm in o/r | build-completion | 2 | 100 % | 99 % | M |');
    expect(markdown).toContain(
      '5 runs were run again, 2 of them after an infrastructure error. Jobs waited 2 hours in queues.',
    );
  });

  it('leaves out what there is nothing of', () => {
    const slo = {
      ...someReportedSlo,
      days: [],
      trend: [],
      cohort: null,
      causes: [],
      maintenance: [],
      incidents: [],
      tasks: [],
    };
    const markdown = reportMarkdown({
      ...someReport,
      slowest: [],
      flaky: [],
      services: [{ name: 'ci', slos: [slo], toilPercent: 50 }],
    });

    for (const word of [
      'Worst days',
      'Before:',
      'Begun in this time',
      'in common',
      'Maintenance',
      'Incident',
      'Slowest',
      'Flaky',
      'What to do next',
    ])
      expect(markdown).not.toContain(word);
  });

  it('is JSON with times as text and hours where the size of the team is known', () => {
    const json = reportJson(someReport);

    expect(json).toMatchObject({ from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', period: '2026-11' });
    expect(json.services[0]).toMatchObject({ name: 'ci', toil_percent: 40, toil_hours: 80, automation_hours: 120 });
    expect(json.services[0]?.slos[0]).toMatchObject({
      id: 'build-completion',
      budget_remaining_ratio: -0.5,
      weeks: [
        { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z', good: 97, bad: 3, budget_spent_ratio: 1.5 },
      ],
      incidents: [{ end: '2026-11-02T00:00:00.000Z', budget_used_ratio: 1 }, { end: null }],
    });
    expect(json.slowest[0]).toMatchObject({ median_seconds: 600, p95_seconds: 9000 });
    expect(reportJson({ ...someReport, teamSize: null }).services[0]).toMatchObject({
      toil_hours: null,
      automation_hours: null,
    });
  });
});
