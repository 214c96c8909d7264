import { describe, expect, it } from 'vitest';
import type { Metric } from '../../src/openslo/object/metric.ts';
import type { ResolvedMetricSource } from '../../src/openslo/object/resolved-slo.ts';
import { editedSlo, objectText, ratioIndicator, readTexts, sloText, told } from './read-text.ts';

const byRef = editedSlo([`indicator: ${ratioIndicator}`, 'indicatorRef: errors']);
const query = '{ metricSource: { metricSourceRef: main, spec: { query: q } } }';
const sli = (name: string, metric: string) => objectText('SLI', `{ ${metric} }`, `{ name: ${name} }`);
const errors = sli('errors', `ratioMetric: { bad: ${query}, total: ${query} }`);
const main = objectText('DataSource', '{ type: Prometheus, connectionDetails: { url: x } }', '{ name: main }');

describe('a reference', () => {
  it('is replaced by what it names, also in another file and after it', () => {
    const service = objectText('Service', '{ description: builds }', '{ name: ci }');

    const { slos, problems, warnings, objects } = readTexts([byRef, errors, `${main}---\n${service}`], {
      complete: true,
    });

    expect([problems, warnings]).toEqual([[], []]);
    expect(objects.map(({ kind }) => kind)).toEqual(['SLO', 'SLI', 'DataSource', 'Service']);
    expect(slos).toMatchObject([
      {
        serviceObject: { description: 'builds' },
        indicator: {
          metadata: { name: 'errors' },
          place: { file: 'b.yaml' },
          metric: {
            type: 'ratio',
            side: 'bad',
            outcome: { type: 'Prometheus', dataSource: { connectionDetails: { url: 'x' } } },
          },
        },
      },
    ]);
  });

  it('that no file defines is a warning, a problem where the files are complete, and either way there is no SLO', () => {
    const open = readTexts([byRef]);
    const closed = readTexts([byRef], { complete: true });
    const message =
      'reference spec.indicatorRef: indicatorRef names SLI "errors", which no file here defines; define it, or correct the name';

    expect([told(open.problems), told(open.warnings), open.slos]).toEqual([[], [`6:3 ${message}`], []]);
    expect([told(closed.problems), told(closed.warnings), closed.slos]).toEqual([[`6:17 ${message}`], [], []]);
  });

  it('is a problem where another object of the kind is defined, with the name that was probably meant', () => {
    const { problems } = readTexts([byRef, errors.replace('name: errors', 'name: error'), main]);

    expect(told(problems)).toEqual([expect.stringContaining('which no file here defines; did you mean error?')]);
  });

  it('to an object of another kind says so, also to itself', () => {
    const self = editedSlo([`indicator: ${ratioIndicator}`, 'indicatorRef: x']);

    expect(told(readTexts([self]).warnings)).toEqual([
      expect.stringContaining('which no file here defines; x is of kind SLO'),
    ]);
  });

  it('to an object with a problem is no problem itself, and there is no SLO', () => {
    const { problems, slos } = readTexts([byRef, errors, main.replace('type: Prometheus, ', '')]);

    expect(told(problems)).toEqual([expect.stringContaining('b.yaml'.replace('b', 'c'))]);
    expect(slos).toEqual([]);
  });

  it.each([
    ['raw', `ratioMetric: { raw: ${query}, rawType: success }`, ''],
    ['threshold', `thresholdMetric: ${query}`, ', op: lt, value: 1'],
  ])('to a DataSource of a %s metric is replaced as well', (type, metric, more) => {
    const slo = byRef.replace('0.99', `0.99${more}`);

    expect(readTexts([slo, sli('errors', metric), main]).slos).toMatchObject([{ indicator: { metric: { type } } }]);
    expect(readTexts([slo, sli('errors', metric)]).slos).toEqual([]);
  });

  it('to a threshold needs op and value', () => {
    const { problems, slos } = readTexts([byRef, sli('errors', `thresholdMetric: ${query}`), main]);

    expect(told(problems)).toEqual([
      '9:16 required spec.objectives[0].op: op is missing; errors is a threshold metric, which needs op and value',
      '9:16 required spec.objectives[0].value: value is missing; errors is a threshold metric, which needs op and value',
    ]);
    expect(slos).toEqual([]);
  });

  it('may stand in each objective of a composite SLO', () => {
    const composite = editedSlo(
      [`  indicator: ${ratioIndicator}\n`, ''],
      ['{ target: 0.99 }', '{ target: 0.9, indicatorRef: errors, compositeWeight: 2 }'],
    );

    expect(readTexts([composite, errors, main]).slos).toMatchObject([
      {
        indicator: null,
        objectives: [{ compositeWeight: { number: 2 }, indicator: { metadata: { name: 'errors' } } }],
      },
    ]);
    expect(readTexts([composite]).slos).toEqual([]);
  });
});

describe('the alert policies of an SLO', () => {
  const slo = editedSlo(['objectives:', 'alertPolicies: [{ alertPolicyRef: fast }]\n  objectives:']);
  const spec = '{ alertWhenNoData: true, conditions: [{ conditionRef: c }], notificationTargets: [{ targetRef: t }] }';
  const fast = objectText('AlertPolicy', spec, '{ name: fast }');
  const condition = objectText(
    'AlertCondition',
    '{ severity: page, condition: { op: gt, threshold: 14.4, lookbackWindow: 1h } }',
    '{ name: c }',
  );
  const target = objectText('AlertNotificationTarget', '{ target: slack }', '{ name: t }');

  it('are complete with their condition and targets', () => {
    expect(readTexts([slo, fast, condition, target], { complete: true }).slos).toMatchObject([
      {
        alertPolicies: [
          {
            alertWhenNoData: true,
            alertWhenBreaching: false,
            condition: {
              severity: 'page',
              conditionKind: 'burnrate',
              threshold: { decimal: '14.4' },
              alertAfter: null,
            },
            notificationTargets: [{ target: 'slack' }],
          },
        ],
      },
    ]);
  });

  it.each([
    ['policy', [slo, condition, target]],
    ['condition', [slo, fast, target]],
    ['target', [slo, fast, condition]],
  ])('without a %s are missing, and so is the SLO', (_part, texts) => {
    const { slos, warnings } = readTexts(texts);

    expect(slos).toEqual([]);
    expect(warnings).toMatchObject([{ rule: 'reference' }]);
  });
});

describe('a name', () => {
  it('may stand once for each kind, over all files', () => {
    const service = objectText('Service', '{}');
    const { problems, objects, slos } = readTexts([sloText, service, `${sloText}---\nkind: SLO\n`]);

    expect(told(problems)).toEqual([
      'c.yaml:3:19 duplicate-name metadata.name: there is already a SLO named "x" at a.yaml:3; names must differ',
      'c.yaml:11:1 api-version apiVersion: apiVersion is missing; write apiVersion: openslo/v1',
    ]);
    expect([objects.length, slos.length]).toEqual([2, 1]);
  });
});

describe('the check of a metric by the caller', () => {
  it('is asked once for each metric that is whole, also where the SLO is wrong elsewhere, and its problems count', () => {
    const asked: Metric<ResolvedMetricSource>[] = [];
    const checkMetric = (metric: Metric<ResolvedMetricSource>) => {
      asked.push(metric);
      return [{ ...metric.place, rule: 'mine', message: 'no' }];
    };

    const { problems, slos } = readTexts([editedSlo(['service: ci', 'service: 3']), errors], { checkMetric });

    expect(problems.map(({ rule }) => rule)).toEqual(['type', 'mine']);
    expect(asked).toMatchObject([
      { type: 'ratio', side: 'good', outcome: { type: 'prometheus', spec: { query: 'q' } } },
    ]);
    expect(slos).toEqual([]);
  });
});
