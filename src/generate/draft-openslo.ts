import { writeYaml } from '../yaml/write-yaml.ts';

/** What a form asks for an SLO over events. Texts as somebody wrote them; '' is nothing. */
export interface SloDraft {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly service: string;
  readonly event: string;
  readonly where: string;
  /** What is good. */
  readonly good: string;
  readonly exclude: string;
  /** The columns where the clock starts and where it ends. */
  readonly from: string;
  readonly until: string;
  /** Such as 12h; '' for no deadline. */
  readonly within: string;
  /** Per cent, such as 99.5. */
  readonly target: string;
  /** Such as 30d. */
  readonly window: string;
  readonly method: string;
  readonly slice: string;
  readonly sliceTarget: string;
  readonly tier: string;
  readonly owner: string;
  readonly contact: string;
  readonly groupBy: string;
  readonly visibleTo: string;
}

/** An OpenSLO document of what a form asks for. It says what was written, right or wrong; reading it finds what is wrong. */
export function draftOpenSlo(draft: SloDraft): string {
  const { name, event, where, from, until, within, window, method } = draft;
  const annotations = given({
    'cislo.dev/tier': draft.tier,
    'cislo.dev/owner': draft.owner,
    'cislo.dev/contact': draft.contact,
    'cislo.dev/group-by': draft.groupBy,
    'cislo.dev/visible-to': draft.visibleTo,
  });
  const isSliced = method !== 'Occurrences';
  return writeYaml([
    {
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: {
        name,
        ...given({ displayName: draft.displayName }),
        ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      },
      spec: {
        ...given({ description: draft.description }),
        service: draft.service,
        indicator: {
          metadata: { name },
          spec: {
            ratioMetric: {
              counter: true,
              good: { metricSource: { type: 'cislo', spec: { event, ...given({ where: draft.good }) } } },
              total: {
                metricSource: {
                  type: 'cislo',
                  spec: { event, ...given({ where, exclude: draft.exclude, from, until, within }) },
                },
              },
            },
          },
        },
        timeWindow: [{ duration: window, isRolling: true }],
        budgetingMethod: method,
        objectives: [
          {
            targetPercent: numberOf(draft.target),
            ...(isSliced ? given({ timeSliceWindow: draft.slice }) : {}),
            ...(method === 'Timeslices' ? { timeSliceTarget: numberOf(draft.sliceTarget) } : {}),
          },
        ],
      },
    },
  ]);
}

/** Only what was written. */
function given(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
}

/** A number where it is one; else the text, so that reading says what is wrong with it. */
function numberOf(text: string): number | string {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? text : value;
}
