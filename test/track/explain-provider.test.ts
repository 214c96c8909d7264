import { expect, test } from 'vitest';
import type { JobObservation } from '../../src/model/observation.ts';
import type { Rules } from '../../src/model/rules.ts';
import { explainProvider } from '../../src/track/explain/explain-provider.ts';
import { actionsJob, check, status } from './support/observations.ts';
import { noRules, provider } from './support/rules.ts';

const place = (line: number) => ({ file: 'rules/teapot.yaml', line });
const rules: Rules = {
  ...noRules,
  providers: [
    provider('kettle', { apps: ['kettle'], senders: ['ann'], place: place(3) }),
    provider('teapot', { apps: ['teapot'], contexts: [/^teapot\//], texts: [/^Brewing/], place: place(9) }),
    provider('actions', { apps: ['github-actions'], place: place(20) }),
  ],
};
const from = (more: Partial<JobObservation>) => status('pending', 0, { name: 'x', sender: 'bob', ...more });

test.each<[string, JobObservation, string, number]>([
  [
    'an Actions job',
    actionsJob('queued', 0),
    'its profile lists the app github-actions, whose every Actions job is',
    20,
  ],
  ['a check', check('queued', 0, null, { app: 'Teapot' }), 'its profile lists the app Teapot', 9],
  [
    'a CDEvent',
    from({ source: 'cdevent', app: 'teapot', sender: null }),
    'its profile lists teapot, the source of the event, among its apps',
    9,
  ],
  ['a context', from({ name: 'teapot/x' }), 'its profile knows the context teapot/x', 9],
  ['a sender', from({ sender: 'Ann' }), 'its profile lists the sender Ann', 3],
  ['a bot of an app', from({ sender: 'kettle[bot]' }), 'its profile lists the app of kettle[bot]', 3],
  ['a text', from({ text: 'Brewing tea' }), 'its profile knows the text of the first report', 9],
  ['a text of nobody', from({ text: 'Brewing', sender: null }), 'its profile knows the text of the first report', 9],
])('%s is known by the line of a profile', (_name, observation, because, line) => {
  expect(explainProvider(observation, rules)).toMatchObject({ because, place: place(line) });
});

test.each<[JobObservation, string, string]>([
  [actionsJob('queued', 0), 'github-actions', 'every Actions job is of github-actions'],
  [check('queued', 0), 'checker', 'no profile knows it, so it is the app that made it, checker'],
  [from({}), 'bob', 'no profile knows it, so it is the account that sent it, bob'],
  [from({ sender: null }), 'unknown', 'nobody is named as the sender'],
])('without a profile it is known by itself: %#', (observation, word, because) => {
  expect(explainProvider(observation, { ...noRules, providers: [] })).toEqual({ word, because, place: null });
});
