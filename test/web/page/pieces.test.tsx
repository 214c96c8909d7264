import { describe, expect, test } from 'vitest';
import { sloStatusWords } from '../../../src/slo/slo-status.ts';
import { BehindNotice } from '../../../src/web/page/behind-notice.tsx';
import { BudgetBar } from '../../../src/web/page/budget-bar.tsx';
import { BuildingNotice } from '../../../src/web/page/building-notice.tsx';
import { FirstSteps } from '../../../src/web/page/first-steps.tsx';
import { Link } from '../../../src/web/page/link.tsx';
import { ObjectiveTable } from '../../../src/web/page/objective-table.tsx';
import { RunList } from '../../../src/web/page/run-list.tsx';
import { ScrollRegion } from '../../../src/web/page/scroll-region.tsx';
import { StatusWord } from '../../../src/web/page/status-word.tsx';
import { someRun } from '../../support/fake-store.ts';
import { reading } from '../../support/reading.ts';

describe('a link', () => {
  test('leads to an address of the web', () => {
    expect(String(<Link url="https://ci.example/?a=1&b=2">a &lt;b&gt;</Link>)).toBe(
      '<a href="https://ci.example/?a=1&amp;b=2" rel="noreferrer">a &lt;b&gt;</a>',
    );
  });

  test.each([null, 'javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'https://'])(
    'with the address %j leads nowhere',
    (url) => {
      expect(String(<Link url={url}>name</Link>)).toBe('<span>name</span>');
    },
  );
});

describe('a status', () => {
  test('is a word and a mark of its own, so that colour is never the only one who tells', () => {
    const shown = sloStatusWords.map((status) => String(<StatusWord status={status} />));

    expect(new Set(shown.map((html) => /aria-hidden="true">(.)</.exec(html)?.[1])).size).toBe(sloStatusWords.length);
    expect(shown[0]).toContain('no data');
  });
});

describe('a budget bar', () => {
  const bar = (ratio: number | null) => String(<BudgetBar ratio={ratio} status="healthy" />);
  const filled = (ratio: number) => /class="healthy" x="([\d.]+)" y="1" width="([\d.]+)"/.exec(bar(ratio))?.slice(1);

  test('grows to the right of its zero line with what is left', () => {
    expect(filled(1)).toEqual(['32', '64']);
    expect(filled(0.5)).toEqual(['32', '32']);
    expect(filled(0)).toEqual(['32', '0']);
  });

  test('grows to the left when the budget is overspent, as far as half a budget', () => {
    expect(filled(-0.25)).toEqual(['16', '16']);
    expect(filled(-0.5)).toEqual(['0', '32']);
    expect(filled(-7)).toEqual(['0', '32']);
  });

  test('of no data is an empty dashed box', () => {
    expect(bar(null)).toContain('class="no_data"');
    expect(bar(null)).not.toContain('class="zero"');
  });
});

describe('the table of objectives', () => {
  test('begins with the worst, and is quiet about those that are well', () => {
    const html = String(
      <ObjectiveTable
        readings={[
          reading({ name: 'well' }, { name: 'well' }),
          reading({ status: 'exhausted', budget_remaining_ratio: -0.572 }, { name: 'spent' }),
        ]}
      />,
    );

    expect(html.indexOf('data-key="spent"')).toBeLessThan(html.indexOf('data-key="well"'));
    expect(html).toContain('−57.2\u00a0%');
    expect(html).toContain('<tr data-key="well" class="quiet">');
    expect(html).toContain('<tr data-key="spent">');
  });
});

describe('a list of runs', () => {
  test('without runs is nothing', () => {
    expect(String(<RunList title="Open" runs={[]} now={0} />)).toBe('');
  });

  test.each([
    ['waiting', 'waiting for 26\u00a0min'],
    ['queued', 'queued for 26\u00a0min'],
    ['started', 'running for 20\u00a0min'],
  ] as const)('of one that is %s says %s', (state, words) => {
    const { queuedAt } = someRun;
    const run = { ...someRun, state, startedAt: state === 'started' ? queuedAt + 360_000 : null };

    const html = String(<RunList title="Open" runs={[run]} now={queuedAt + 1_560_000} />);

    expect(html).toContain(`octo/hello, github-actions, ${words}</small>`);
  });
});

describe('the notice that the numbers are behind', () => {
  test('is not there for a few seconds', () => {
    expect(String(<BehindNotice freshness={{ asOf: 0, behind: 3 }} now={60_000} />)).toBe('');
  });

  test('tells age and number', () => {
    expect(String(<BehindNotice freshness={{ asOf: 0, behind: 1 }} now={61_000} />)).toContain(
      'is 1\u00a0min 1\u00a0s old; 1 delivery waits.',
    );
  });
});

describe('the notice of new settings', () => {
  const current = { kind: 'slo', slo: 'a', state: 'current', doneRatio: 1 } as const;
  const building = { kind: 'slo', slo: 'a', state: 'building', doneRatio: 0.999 } as const;

  test('is not there while nothing is built', () => {
    expect(String(<BuildingNotice generations={[current]} />)).toBe('');
  });

  test('tells of each objective, and never 100 % before the end', () => {
    const html = String(<BuildingNotice generations={[current, building]} />);

    expect(html).toContain('a is being judged by its new definition: 99\u00a0% done.');
  });

  test('tells of new rules alone, which change every objective', () => {
    const generations = [building, { kind: 'fold', slo: null, state: 'building', doneRatio: 0.25 } as const];

    const html = String(<BuildingNotice generations={generations} />);

    expect(html).toContain('Everything on record is being read by new rules: 25\u00a0% done. Until then');
    expect(html).not.toContain('a is being judged');
  });
});

test('what scrolls takes focus and has a name', () => {
  expect(String(<ScrollRegion label="Things">x</ScrollRegion>)).toBe(
    '<section class="scroll" tabindex="0" aria-label="Things">x</section>',
  );
});

test('the first steps depend on whether there is an App', () => {
  const app = { id: 1, privateKey: 'key' };

  expect(String(<FirstSteps app={null} webhookPath="/hook" />)).toContain('href="/probot"');
  expect(String(<FirstSteps app={app} webhookPath="/hook" />)).toContain('<code>/hook</code>');
});
