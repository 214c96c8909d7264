import { describe, expect, it } from 'vitest';
import { knownTargets, readTarget, targetsIn, targetTypes } from '../../../src/act/notice/notification-target.ts';

const all = { urlFrom: 'env:URL', keyFrom: 'env:KEY', to: 'a@b.c', from: 'c@b.a', repository: 'octo/hello' };

function target(name: string, annotations: string): string {
  return `apiVersion: openslo/v1
kind: AlertNotificationTarget
metadata:
  name: ${name}
  annotations: { ${annotations} }
spec: { target: webhook }
---
`;
}

describe('a notification target', () => {
  it.each(targetTypes)('of type %s is read with what it needs, and refused without', (type) => {
    const { urlFrom, keyFrom, to, from, repository } = all;

    expect(readTarget({ name: 'x', target: type.toUpperCase(), ...all })).toEqual({
      target: { name: 'x', type, urlFrom: 'URL', keyFrom: 'KEY', to, from, repository },
    });
    expect(readTarget({ name: 'x', target: type })).toHaveProperty('problem');
    expect([urlFrom, keyFrom]).toEqual(['env:URL', 'env:KEY']);
  });

  it('takes a secret by the name of its variable alone, and does not repeat what was written', () => {
    const wrong = readTarget({ name: 'x', target: 'slack', urlFrom: 'https://hooks.example.org/secret' });

    expect(wrong).toEqual({
      problem: 'url-from must be env: and the name of a variable; what was given is not shown',
    });
    expect(readTarget({ name: 'x', target: 'pagerduty', keyFrom: 'secret' })).toHaveProperty('problem');
  });

  it('says which types there are, and what a repository looks like', () => {
    expect(readTarget({ name: 'x', target: 'pigeon' })).toEqual({
      problem: `target must be one of ${targetTypes.join(', ')}, got 'pigeon'`,
    });
    expect(readTarget({ name: 'x', target: 'github-issue', repository: 'hello' })).toEqual({
      problem: "repository must be owner/name, got 'hello'",
    });
    expect(readTarget({ name: 'x', target: 'github-issue', repository: 'octo/hello' })).toMatchObject({
      target: { urlFrom: null, keyFrom: null, to: null, from: null },
    });
  });

  it('is found in a document of OpenSLO when it is right, and wins over one of the configuration', () => {
    const right = target('hook', "cislo.dev/url-from: 'env:A', cislo.dev/key-from: 'env:B'");
    const wrong = target('half', "cislo.dev/url-from: 'env:A'");
    const document = right + wrong;

    expect(targetsIn(document).map(({ name }) => name)).toEqual(['hook']);
    expect(targetsIn(document)).toBe(targetsIn(document));
    const known = knownTargets(
      [{ ...(targetsIn(document)[0] as NonNullable<ReturnType<typeof targetsIn>[0]>), urlFrom: 'OLD' }],
      [{ document }],
    );
    expect(known.get('hook')?.urlFrom).toBe('A');
  });

  it('is found inside a policy, and the memory of documents has an end', () => {
    const inside = `apiVersion: openslo/v1
kind: SLO
metadata: { name: x }
spec:
  service: ci
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  indicator:
    metadata: { name: x }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: cislo, spec: { event: custom, where: "outcome = 'success'" } } }
        total: { metricSource: { type: cislo, spec: { event: custom } } }
  objectives: [{ displayName: x, target: 0.9 }]
  alertPolicies:
    - kind: AlertPolicy
      metadata: { name: p }
      spec:
        alertWhenBreaching: true
        conditions:
          - kind: AlertCondition
            metadata: { name: c }
            spec: { severity: page, condition: { kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h, alertAfter: 2m } }
        notificationTargets:
          - kind: AlertNotificationTarget
            metadata: { name: inner, annotations: { cislo.dev/url-from: 'env:A' } }
            spec: { target: slack }
`;

    expect(targetsIn(inside).map(({ name, type }) => [name, type])).toEqual([['inner', 'slack']]);
    for (let index = 0; index < 1_001; index += 1) targetsIn(`# ${index}`);
    expect(targetsIn(inside)).toHaveLength(1);
  });
});
