import type { Notice } from '../../src/act/notice/notice.ts';
import type { NotificationTarget, TargetType } from '../../src/act/notice/notification-target.ts';

const noon = Date.UTC(2026, 0, 15, 12);

export const someNotice: Notice = {
  id: 'notice-1',
  kind: 'firing',
  slo: 'build-completion',
  displayName: 'Builds end in an answer',
  service: 'ci',
  policy: 'burn-1h-5m',
  condition: 'burn',
  instance: '',
  severity: 'page',
  firingAt: noon,
  resolvedAt: null,
  at: noon,
  lookbackMs: 3_600_000,
  peakBurnRate: 20.8,
  bad: 9,
  standing: '12 % of the error budget is left, under 25 %.',
  cause: 'runner_name = runner 7 (90 % of the bad events have it, 1 % of the good ones)',
  hoursLeft: 7,
  owner: 'ada',
  runbook: 'https://example.org/runbook',
  dashboard: null,
  page: 'https://cislo.example.org/slos/build-completion',
};

export function someTarget(type: TargetType, more: Partial<NotificationTarget> = {}): NotificationTarget {
  return { name: type, type, urlFrom: 'URL', keyFrom: null, to: null, from: null, repository: null, ...more };
}
