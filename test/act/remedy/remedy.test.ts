import { describe, expect, it } from 'vitest';
import { remedyStep } from '../../../src/act/remedy/remedy-step.ts';
import {
  type RemedyFacts,
  remedyBody,
  remedyMarker,
  remedyTitle,
  remedyUpdate,
} from '../../../src/act/remedy/remedy-text.ts';

const facts: RemedyFacts = {
  slo: 'build-completion',
  displayName: 'Builds @all end',
  service: 'ci',
  tier: 'unstable',
  owner: 'ada',
  target: 0.98,
  sli: 0.9,
  good: 90,
  bad: 10,
  budgetRemainingRatio: -4,
  reason: 'The error budget is overspent by 400 %.',
  causes: ['runner_name = r7'],
  jobs: [{ job: 'rpm|deb in o/r', bad: 9 }],
  page: 'https://cislo.example.org/slos/build-completion',
};

describe('what is done about the issue of an SLO', () => {
  it.each([
    [null, 'open', 'nothing'],
    [true, null, 'open'],
    [true, 'closed', 'open'],
    [true, 'open', 'update'],
    [true, 'left', 'nothing'],
    [false, null, 'nothing'],
    [false, 'closed', 'nothing'],
    [false, 'open', 'close'],
    [false, 'left', 'forget'],
  ] as const)('out of budget: %s, and before: %s → %s', (isOut, state, step) => {
    expect(remedyStep(isOut, state === null ? null : { state })).toBe(step);
  });
});

describe('the words of an issue', () => {
  it('say what burnt the budget, who owns it, and how to stop cislo, and mention nobody', () => {
    const body = remedyBody(facts);

    expect(remedyTitle(facts)).toBe('ci: "Builds @\u200ball end" is out of its error budget');
    expect(body).toContain('SLI 90 % against a target of 98 %: 10 of 100 events were bad');
    expect(body).toContain('9 of the latest bad events: rpm\\|deb in o/r');
    expect(body).toContain('Bad events have in common: runner\\_name = r7');
    expect(body).toContain('take it out of the required checks, or remove it');
    expect(body).toContain('[The SLO](https://cislo.example.org/slos/build-completion)');
    expect(body).toContain(remedyMarker('build-completion'));
    expect(remedyUpdate(facts)).toContain('- Owner: ada');
  });

  it('leave out what is not known', () => {
    const body = remedyBody({ ...facts, tier: null, owner: null, page: null, sli: null, budgetRemainingRatio: null });

    expect(body).toContain('SLI no data');
    expect(body).toContain('Budget left: no data');
    for (const word of ['Owner', 'The SLO](', 'required checks']) expect(body).not.toContain(word);
  });
});
