import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedTemplates, shippedTiers } from '../../src/app/shipped-templates.ts';
import { readStoredDocument } from '../../src/slo/read-stored-document.ts';
import { proposeTarget } from '../../src/template/propose-target.ts';
import { suggestPhases } from '../../src/template/suggest-phases.ts';
import { suggestTier } from '../../src/template/suggest-tier.ts';
import { type SuggestedSlo, suggestSlo } from '../../src/template/suggested-slo.ts';
import { suggestionCandidates } from '../../src/template/suggestion-candidates.ts';

const now = Date.UTC(2026, 0, 5, 12);
const tiers = shippedTiers();

describe('a proposed target', () => {
  it.each([
    [100, 0, '0.99'],
    [10_000, 0, '0.9999'],
    [985, 15, '0.981'],
    [970, 30, '0.964'],
    [99_000, 1_000, '0.989'],
    [160, 140, null],
    [99, 0, null],
    [0, 0, null],
  ])('for %d good and %d bad events is %s', (good, bad, expected) => {
    expect(proposeTarget({ good, bad })?.decimal ?? null).toBe(expected);
  });

  it('is always under what was achieved, and leaves room for what was bad', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(100_000), (good, bad) => {
        const proposed = proposeTarget({ good, bad });
        if (proposed === null) return;
        expect(Number(proposed.decimal)).toBeLessThan(good / (good + bad));
        expect(Number(proposed.decimal)).toBeGreaterThan(0.5);
        expect(proposed.decimal).toMatch(/^0\.\d*[1-9]$/);
        expect(proposed.room).toBeGreaterThan(bad);
      }),
    );
  });
});

describe('a tier', () => {
  it.each([
    [0.9999, 'critical', null],
    [0.9995, 'critical', null],
    [0.9994, 'essential', 'critical'],
    [0.993, 'best-effort', 'standard'],
    [0.98, 'unstable', 'best-effort'],
    [0.6, null, 'unstable'],
  ])('of the target %d is %s, and the next %s', (target, tier, next) => {
    const suggested = suggestTier(target, tiers);

    expect([suggested.tier, suggested.next?.name ?? null]).toEqual([tier, next]);
  });

  it('of none is none', () => {
    expect(suggestTier(0.9, new Map())).toEqual({ tier: null, next: null });
  });
});

it('phases begin with the target, and lead to the next tier in two steps', () => {
  expect(suggestPhases('0.981', 0.99, now)).toBe('2026-01-05 98.1; 2026-03-06 98.55; 2026-05-05 99');
});

describe('a suggestion', () => {
  const templates = shippedTemplates();
  const seen = { providers: ['jenkins', 'o\'brien "ci" \\'], eventTypes: ['org.example.Audit.finished'] };
  const candidates = suggestionCandidates(templates, seen);
  const suggest = (name: string, good: number, bad: number) => {
    const candidate = candidates.find((one) => one.name === name);
    if (candidate === undefined) throw new Error(`there is no candidate ${name}`);
    return suggestSlo(candidate, { good, bad, excluded: 5 }, tiers, now);
  };

  it('may be about everything, about a provider, and about events of a type', () => {
    expect(candidates.map(({ name }) => name)).toEqual([
      'first-status',
      'build-completion',
      'test-completion',
      'queue-time',
      'run-time',
      'green-at-first-attempt',
      'deploy-completion',
      'webhook-acceptance',
      'build-completion-jenkins',
      'test-completion-jenkins',
      'build-completion-o-brien-ci',
      'test-completion-o-brien-ci',
      'org-example-audit-finished',
    ]);
  });

  it('says what was seen, the tier and the next one', () => {
    expect(suggest('build-completion-jenkins', 985, 15)).toMatchObject({
      sli: 0.985,
      target: '0.981',
      tier: 'unstable',
      phases: '2026-01-05 98.1; 2026-03-06 98.55; 2026-05-05 99',
      why: '15 of 1000 builds of jenkins were bad, and the target leaves room for 19. It is of tier unstable; the next tier is best-effort with 99 %.',
    });
    expect(suggest('queue-time', 70, 50)).toMatchObject({
      tier: null,
      why: '50 of 120 builds and tests were bad, and the target leaves room for 57. It asks for less than every tier; the next tier is unstable with 75 %.',
    });
    expect(suggest('webhook-acceptance', 100_000, 0)).toMatchObject({ tier: 'critical', phases: null });
  });

  it('is left out where too few events were seen, or too many of them were bad', () => {
    expect(suggest('run-time', 90, 3)).toEqual({
      name: 'run-time',
      events: 93,
      why: '93 test runs in 30 days are too few to say; it takes 100',
    });
    expect(suggest('first-status', 10, 190)).toMatchObject({
      why: 'only 5 % of 200 pull requests were good; find out why before there is a target',
    });
  });

  it.each(candidates.map(({ name }) => name))('%s is OpenSLO that counts what was counted, at every level', (name) => {
    for (const [good, bad] of [
      [100_000, 1],
      [985, 15],
      [700, 500],
    ] as const) {
      const { document, target, tier, phases } = suggest(name, good, bad) as SuggestedSlo;
      const { objectives, problems } = readStoredDocument(document);

      expect(problems).toEqual([]);
      expect(objectives[0]).toMatchObject({ name, targetDecimal: target });
      expect(objectives[0]?.annotations['cislo.dev/tier'] ?? null).toBe(tier);
      expect(objectives[0]?.annotations['cislo.dev/phases'] ?? null).toBe(phases);
    }
  });

  it('counts a provider or a type by its exact name', () => {
    const conditionOf = (name: string) =>
      readStoredDocument((suggest(name, 985, 15) as SuggestedSlo).document).objectives[0]?.conditions?.where.text;

    expect(conditionOf('build-completion-o-brien-ci')).toContain(`provider = 'o''brien "ci" \\'`);
    expect(conditionOf('org-example-audit-finished')).toContain("type = 'org.example.Audit.finished'");
  });

  it('needs the templates that it is made of', () => {
    expect(() => suggestionCandidates(new Map(), seen)).toThrow('there is no template first-status');
  });
});
