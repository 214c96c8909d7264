import { expect, it } from 'vitest';
import { draftOpenSlo, type SloDraft } from '../../src/generate/draft-openslo.ts';
import { readStoredDocument } from '../../src/slo/read-stored-document.ts';

const draft: SloDraft = {
  name: 'one',
  displayName: 'One',
  description: '',
  service: 'ci',
  event: 'job-run',
  where: "kind = 'build'",
  good: "state = 'success'",
  exclude: '',
  from: 'queued_at',
  until: 'finished_at',
  within: '12h',
  target: '99.95',
  window: '30d',
  method: 'Occurrences',
  slice: '5m',
  sliceTarget: '0.9',
  tier: 'standard',
  owner: '',
  contact: '',
  groupBy: 'repository',
  visibleTo: '',
};

it('what a form asks for is read as it was written', () => {
  const { name, objectives, problems } = readStoredDocument(draftOpenSlo(draft));

  expect(problems).toEqual([]);
  expect(name).toBe('one');
  expect(objectives[0]).toMatchObject({
    displayName: 'One',
    targetDecimal: '0.9995',
    annotations: { 'cislo.dev/tier': 'standard', 'cislo.dev/group-by': 'repository' },
    method: { type: 'occurrences' },
  });
  expect(objectives[0]?.indicator).toMatchObject({ eventType: 'job-run', withinMs: 12 * 3_600_000 });
});

it.each([
  ['Timeslices', { type: 'timeslices', sliceTargetDecimal: '0.9' }],
  ['RatioTimeslices', { type: 'ratio-timeslices' }],
])('slices are named for %s', (method, expected) => {
  const { objectives, problems } = readStoredDocument(draftOpenSlo({ ...draft, method, tier: '', groupBy: '' }));

  expect(problems).toEqual([]);
  expect(objectives[0]?.method).toMatchObject({ ...expected, slice: { text: '5m' } });
  expect(objectives[0]?.annotations).toEqual({});
});

it.each([
  ['target', 'much'],
  ['target', ''],
  ['window', 'a month'],
  ['where', 'kind ='],
  ['event', 'nothing'],
])('what is wrong in %s stays as it was written, and reading it says so', (field, value) => {
  const { name, problems } = readStoredDocument(draftOpenSlo({ ...draft, [field]: value }));

  expect(name).toBeNull();
  expect(problems.length).toBeGreaterThan(0);
});
